using Gateway.Simulators.People;

namespace Gateway.Simulators.CaseSystem;

/// <summary>A member of the service's staff.</summary>
internal sealed record CaseWorker(string Id, string Name, string Role)
{
    private static readonly string[] s_roles = ["Mental health nurse", "Liaison and diversion practitioner", "Custody nurse", "Support worker"];

    public static CaseWorker Of(int number) => new($"W-{30 + (number % Names.Staff.Count)}", Names.Staff[number % Names.Staff.Count], s_roles[number % s_roles.Length]);
}
