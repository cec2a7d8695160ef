/// What to take back.
public enum RetractionScope: Hashable, Sendable {
    /// What belongs to one PDL.
    case pdl(PDL)
    /// What was published under an earlier identity (another prefix, another broker).
    case epoch(DestinationIdentity)
    /// Everything under the present identity.
    case all
}
