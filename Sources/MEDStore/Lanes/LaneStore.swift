public import MEDCore

/// Lanes: how far each exporter instance has come in each stream and series.
///
/// There are no message rows. A lane is a position in the stream's revisions, so that a backlog costs nothing, a
/// correction supersedes what was not sent yet, and a replay sets the position back.
public protocol LaneStore: Sendable {
    /// Opens the lanes of an instance at its destination; called at every start and after every change of configuration.
    ///
    /// The first time, and when identity or payload version differ from the last epoch's, a new epoch begins: lanes start
    /// where `backfill` says, what was known of the current state there is forgotten.
    func openLanes(
        of instance: InstanceID, at destination: DestinationIdentity, payloadVersion: Int, backfill: BackfillPolicy,
        now: UTCInstant
    ) async throws -> Epoch

    /// Begins a new epoch at the same destination, because it lost what it had.
    func beginEpoch(of instance: InstanceID, backfill: BackfillPolicy, now: UTCInstant) async throws -> Epoch

    /// All epochs of an instance, the newest first.
    func epochs(of instance: InstanceID) async throws -> [Epoch]

    /// Notes that what an epoch left at its destination has been taken back.
    func markRetracted(_ epoch: Epoch, at now: UTCInstant) async throws

    /// Leases lanes of `instance` that have something to deliver, with at most `limit` records in all, in the order of
    /// revisions inside each lane. Lanes that only lag behind another series' revisions are moved to the head silently. Of
    /// a lane that rests because its exceptions are used up, only the retries that are due are claimed.
    ///
    /// - Parameter recordsInFlight: Whether to note, before anything is sent, how far this attempt goes, so that the next
    ///   claim after a crash says `mayHaveBeenSent`. For destinations whose idempotence is `none`.
    func claim(
        _ instance: InstanceID, limit: Int, lease: Duration, recordsInFlight: Bool, worker: WorkerID, now: UTCInstant
    ) async throws -> [LaneClaim]

    /// Settles claims with the outcomes of their records; each lane in its own right. Returns the claims whose lease was
    /// lost meanwhile: nothing was settled for them, they will be sent again. That holds also for records that another
    /// worker has settled since: the late one may have overwritten them at the destination.
    func settle(
        _ claims: [LaneClaim], with result: ExportResult, bounds: LaneBounds, now: UTCInstant
    ) async throws -> [LaneClaim]

    /// Gives leases back without settling anything.
    func release(_ claims: [LaneClaim]) async throws

    /// Where the lanes of an instance stand.
    func lanes(of instance: InstanceID) async throws -> [LaneStatus]

    /// The records of an instance that are kept apart: waiting for a retry, or dead.
    func exceptions(of instance: InstanceID) async throws -> [LaneException]

    /// Lets the dead records of an instance be tried again; `nil` for all of them. Touches no revision. Returns how many.
    func requeue(_ record: RecordKey?, of instance: InstanceID) async throws -> Int

    /// Sends the days of a range again (all days for `nil`): sets lanes back, or marks the records of the range. Returns
    /// how many records will go. Batches under way lose their leases, so that they do not settle what is to be repeated.
    func replay(_ instance: InstanceID, days: ClosedRange<Day>?, now: UTCInstant) async throws -> Int

    /// When the next retry of an instance is due, or a lane has rested; `nil` when none waits.
    func nextRetry(of instance: InstanceID) async throws -> UTCInstant?

    /// The hash of the current state that the destination last acknowledged in the present epoch.
    func acknowledgedCurrentState(of instance: InstanceID) async throws -> ContentHash?

    /// Notes what the destination now shows; `nil` forgets it.
    func acknowledgeCurrentState(_ hash: ContentHash?, of instance: InstanceID, at now: UTCInstant) async throws
}
