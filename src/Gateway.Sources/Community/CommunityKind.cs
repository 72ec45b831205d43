using Gateway.Sources.Records;

namespace Gateway.Sources.Community;

/// <summary>One kind of extract.</summary>
/// <param name="Name">The name that the provider calls it by.</param>
/// <param name="Records">Its rows.</param>
internal sealed record CommunityKind(string Name, RecordMap Records);
