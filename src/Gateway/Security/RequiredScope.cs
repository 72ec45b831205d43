namespace Gateway.Security;

/// <summary>Says of an endpoint which scope its callers must hold.</summary>
internal sealed record RequiredScope(string Scope);
