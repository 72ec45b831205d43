using Gateway.Fhir.Terminology;

namespace Gateway.Access.Policies;

/// <summary>Reads purposes of use as tokens, headers and files name them: one of ours, a code of v3-ActReason, or <c>system|code</c>.</summary>
public static class PurposeWords
{
    private static readonly string[] s_systems = [CodeSystems.PurposeOfUse, CodeSystems.ActReason];

    /// <summary>The purpose; null for a word that is none.</summary>
    public static Coded? Read(string word, TerminologySet terminology)
    {
        if (word.Split('|') is [var system, var code])
            return Coded.Of(system, code) is var given && s_systems.Contains(given.System) && IsOne(given, terminology) ? given : null;
        foreach (var own in s_systems)
            if (new Coded(own, word) is var coded && IsOne(coded, terminology))
                return coded;
        return null;
    }

    private static bool IsOne(Coded purpose, TerminologySet terminology) => terminology.FindSystem(purpose.System)?.Find(purpose.Code) is not null;
}
