// The plain peers are MEDTesting's; whoever starts real servers uses them beside these.
@_exported public import MEDTesting
