using System.Collections.Frozen;
using Gateway.Areas;
using Gateway.Fhir.Definitions;

namespace Gateway.Federation.Own;

/// <summary>The resource types that the ledger owns: those that its own work needs, and those that the area names.</summary>
internal static class LedgerTypes
{
    public const string All = "*";
    private static readonly string[] s_always = ["Consent", "ServiceRequest", "Task"];

    // The trail is a source of its own; these stand for a message or its outcome, and not for a record.
    private static readonly FrozenSet<string> s_never = FrozenSet.Create(StringComparer.Ordinal, "AuditEvent", "Bundle", "OperationOutcome", "Parameters");
    private static readonly FrozenSet<string> s_keepable = DefinitionSet.R4.Names.Where(n => DefinitionSet.R4.FindType(n) is { IsResource: true, IsAbstract: false } && !s_never.Contains(n)).ToFrozenSet(StringComparer.Ordinal);

    /// <summary>True for a type that an area may name.</summary>
    public static bool CanBe(string type) => type == All || s_keepable.Contains(type);

    public static IReadOnlySet<string> Of(AreaLedger ledger) => ledger.Types.Contains(All) ? s_keepable : ledger.Types.Concat(s_always).ToFrozenSet(StringComparer.Ordinal);
}
