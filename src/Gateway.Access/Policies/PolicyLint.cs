using Gateway.Access.Decisions;
using Gateway.Access.Labels;
using Gateway.Fhir.Terminology;

namespace Gateway.Access.Policies;

/// <summary>Looks for rows that can never match, purposes that nobody holds, and sensitivities that nobody may see.</summary>
/// <param name="policies">The policies, which are without fault.</param>
/// <param name="origins">The sources of the area, each with its kind and controller, the ledger among them.</param>
/// <param name="holders">Who may ask as what, and what for: the area's own list, or the registered clients.</param>
/// <param name="terminology">The code systems of purposes.</param>
public sealed class PolicyLint(AccessPolicies policies, IReadOnlyList<DataOrigin> origins, IReadOnlyList<AreaHolder> holders, TerminologySet terminology)
{
    // A type that every source has records of.
    private const string AnyRecord = "Observation";

    /// <summary>All findings, in the order of the rows.</summary>
    public IReadOnlyList<PolicyFinding> Findings() =>
    [
        .. NotAgreed(), .. policies.Rows.SelectMany(Unreachable), .. policies.Rows.SelectMany(NotHeld), .. NothingFor(), .. policies.Rows.SelectMany(Contradicting), .. NobodySees(),
        .. policies.Labels.Sets.Where(s => s.Codes.Count + s.Systems.Count + s.Medicines.Count == 0).Select(s => new PolicyFinding("no-codes", s.Name, "no code, code system or medicine is in it.")),
    ];

    private IEnumerable<PolicyFinding> NotAgreed() => policies.Written.Where(w => !policies.Rows.Any(r => r.Id == w.Id)).Select(w => new PolicyFinding("not-agreed", w.Id, "the area has no agreement on it."));

    // A row whose ceiling or sensitivities are below the floor of all sources of a controller.
    private IEnumerable<PolicyFinding> Unreachable(PolicyRow row)
    {
        foreach (var controller in row.Controllers.Where(c => c != PolicyRow.Everybody))
        {
            var own = origins.Where(o => o.Controller == controller).ToList();
            IReadOnlyList<string> types = row.Types.Count > 0 ? row.Types : [AnyRecord];
            if (own.Count == 0)
                yield return new PolicyFinding("never-matches", row.Id, $"no source has data of {controller}.");
            else if (!own.Exists(o => types.Any(t => row.Allows(policies.Labels.FloorOf(o.Kind, t)))))
                yield return new PolicyFinding("never-matches", row.Id, $"all data of {controller} is {policies.Labels.FloorOf(own[0].Kind, types[0]).ToText()} at least, which it does not let through.");
        }
    }

    private IEnumerable<PolicyFinding> NotHeld(PolicyRow row)
    {
        foreach (var organization in row.Organizations)
            if (!holders.Any(h => h.Recipient == row.Recipient && IsHolder(h, organization) && h.Purposes.Any(p => PurposeWords.Read(p, terminology) == row.Purpose)))
                yield return new PolicyFinding("purpose-not-held", row.Id, $"no {row.Recipient} of {(organization == PolicyRow.Everybody ? "anybody" : organization)} is registered for {row.Purpose?.Code}.");
    }

    private static bool IsHolder(AreaHolder holder, string organization) => organization == PolicyRow.Everybody || holder.Organizations.Contains(PolicyRow.Everybody) || holder.Organizations.Contains(organization);

    private IEnumerable<PolicyFinding> NothingFor() =>
        from holder in holders
        from purpose in holder.Purposes
        where !policies.Rows.Any(r => r.Recipient == holder.Recipient && r.Purpose == PurposeWords.Read(purpose, terminology) && r.Organizations.Any(o => IsHolder(holder, o)))
        select new PolicyFinding("nothing-held-for", $"{holder.Recipient} of {string.Join(", ", holder.Organizations)}", $"no row is for the purpose {purpose}, for which it is registered.");

    // Any sensitivity makes data restricted.
    private static IEnumerable<PolicyFinding> Contradicting(PolicyRow row)
    {
        if (row.Ceiling < Confidentiality.Restricted && row.Sensitivities is null or { Count: > 0 })
            yield return new PolicyFinding("never-matches", row.Id, $"it lets sensitivities through that its ceiling {ConfidentialityCodes.CodeOf(row.Ceiling)} keeps back.");
    }

    private IEnumerable<PolicyFinding> NobodySees() => policies.Labels.Sets.Select(s => (s.Name, s.Labels)).Concat(policies.Labels.Floors.Select(f => (Name: $"floor of {f.Kind}", f.Labels)))
        .Where(l => !policies.Rows.Any(r => r.Allows(l.Labels))).Select(l => new PolicyFinding("nobody-may-see", l.Name, $"no row lets {l.Labels.ToText()} through."));
}
