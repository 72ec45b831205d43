namespace Gateway.Access.Decisions;

/// <summary>Where a resource comes from.</summary>
/// <param name="Source">The source's name.</param>
/// <param name="Kind">What kind of source it is: case-system, custody, trust, community, courts, ledger, area.</param>
/// <param name="Controller">The code of the organisation that controls its data: an ODS code, a force, a court.</param>
public sealed record DataOrigin(string Source, string Kind, string Controller);
