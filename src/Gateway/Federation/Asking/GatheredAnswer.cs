using Gateway.Federation.Records;

namespace Gateway.Federation.Asking;

/// <summary>What one source gave, under gateway ids.</summary>
internal sealed record GatheredAnswer(SourceReport Report, IReadOnlyList<RecordResource> Resources);
