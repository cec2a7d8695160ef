/// Everything that the delivery engine and the programs need from a store. Engines conform; the conformance kit in
/// MEDTesting shows that they keep the promises written at each requirement.
public protocol Store: ReadingStore, LaneStore, ExportLogStore {}
