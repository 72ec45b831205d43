namespace Gateway.Security.Tokens;

/// <summary>The codes of an area's organisations, from its own file; null for what an area does not have.</summary>
/// <param name="Trust">The mental health trust, by its ODS code.</param>
/// <param name="CaseService">The health and justice service that keeps the case system, by its ODS code.</param>
/// <param name="Force">The police force, by its code.</param>
/// <param name="Community">The community provider, by its ODS code.</param>
/// <param name="Court">The court, by its code.</param>
internal sealed record DemoOrganizations(string? Trust, string CaseService, string? Force, string? Community, string? Court);
