namespace Gateway.Access.Decisions;

/// <summary>A grant to look in an emergency: short, of one user, for some people.</summary>
/// <param name="Id">What it is kept under.</param>
/// <param name="Patients">Of whom: all addresses <c>Patient/id</c> that they have here.</param>
/// <param name="User">Who it was granted to.</param>
/// <param name="Purpose">What for.</param>
/// <param name="Expires">From when on it is none.</param>
public sealed record EmergencyGrant(string Id, IReadOnlySet<string> Patients, string User, Coded Purpose, DateTimeOffset Expires);
