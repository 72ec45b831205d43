using System.Collections.Frozen;
using Gateway.Fhir.Terminology;

namespace Gateway.Access.Policies;

/// <summary>
/// Purposes of use as tokens, headers, the register and files write them: <c>code</c> or <c>system|code</c>. A bare code is one of ours where ours has it, else
/// one of v3-ActReason.
/// </summary>
public static class PurposeWords
{
    private const int Longest = 256;
    private static readonly string[] s_systems = [CodeSystems.PurposeOfUse, CodeSystems.ActReason];

    private static readonly FrozenSet<string> s_ours = FrozenSet.Create(StringComparer.Ordinal,
        "custody-care", "court-results", "court-report", "offender-management", "police-request", "commissioning", "subject-access");

    /// <summary>The codes that are ours: the standard has none for police and courts.</summary>
    public static IReadOnlyCollection<string> Ours => s_ours;

    /// <summary>The purpose that a word says; null for what can be none.</summary>
    public static Coded? Read(string word)
    {
        ArgumentNullException.ThrowIfNull(word);
        // UDAP writes urn:oid:2.16.840.1.113883.5.8#TREAT (https://hl7.org/fhir/us/udap-security/b2b.html).
        var bar = word.LastIndexOf('|') is >= 0 and var found ? found : word.LastIndexOf('#');
        var (system, code) = bar < 0 ? (null, word) : (word[..bar], word[(bar + 1)..]);
        if (code.Length == 0 || system is "" || word.Length > Longest || word.Any(c => c <= ' ' || c > '~'))
            return null;
        return Coded.Of(system ?? (s_ours.Contains(code) ? CodeSystems.PurposeOfUse : CodeSystems.ActReason), code);
    }

    /// <summary>The purpose that a word says, where its system is known and has it; null otherwise.</summary>
    public static Coded? Read(string word, TerminologySet terminology) =>
        Read(word) is { } purpose && s_systems.Contains(purpose.System) && terminology.FindSystem(purpose.System)?.Find(purpose.Code) is not null ? purpose : null;

    /// <summary>The shortest word that <see cref="Read(string)"/> understands as that purpose.</summary>
    public static string Write(Coded purpose) => Read(purpose.Code) == purpose ? purpose.Code : $"{purpose.System}|{purpose.Code}";
}
