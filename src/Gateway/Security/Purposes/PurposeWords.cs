using System.Collections.Frozen;
using Gateway.Access;

namespace Gateway.Security.Purposes;

/// <summary>
/// Purposes of use as tokens, headers and the register write them: <c>code</c> or <c>system|code</c>. A bare code is one of ours where ours has it, else
/// one of v3-ActReason.
/// </summary>
internal static class PurposeWords
{
    /// <summary>The purposes that the standard's codes lack: it has none for police and courts.</summary>
    public const string System = "https://health-justice.example/fhir/CodeSystem/purpose-of-use";

    private const int Longest = 256;

    private static readonly FrozenSet<string> s_ours = FrozenSet.Create(StringComparer.Ordinal,
        "custody-care", "court-results", "court-report", "offender-management", "police-request", "commissioning", "subject-access");

    /// <summary>The purpose that a word says; null for what can be none.</summary>
    public static Coded? Read(string word)
    {
        // UDAP writes urn:oid:2.16.840.1.113883.5.8#TREAT (https://hl7.org/fhir/us/udap-security/b2b.html).
        var bar = word.LastIndexOf('|') is >= 0 and var found ? found : word.LastIndexOf('#');
        var (system, code) = bar < 0 ? (null, word) : (word[..bar], word[(bar + 1)..]);
        if (code.Length == 0 || system is "" || word.Length > Longest || word.Any(c => c <= ' ' || c > '~'))
            return null;
        return Coded.Of(system ?? (s_ours.Contains(code) ? System : CodeSystems.ActReason), code);
    }

    /// <summary>The shortest word that <see cref="Read"/> understands as that purpose.</summary>
    public static string Write(Coded purpose) => Read(purpose.Code) == purpose ? purpose.Code : $"{purpose.System}|{purpose.Code}";
}
