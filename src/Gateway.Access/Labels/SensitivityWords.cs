using Gateway.Access.Policies;
using Gateway.Fhir.Terminology;

namespace Gateway.Access.Labels;

/// <summary>Reads sensitivities as files name them: a code of v3-ActCode, one of ours, or <c>system|code</c>.</summary>
internal static class SensitivityWords
{
    /// <summary>The sensitivity; null, and a fault, for a word that is none.</summary>
    public static Coded? Read(string word, TerminologySet terminology, PolicyPart part)
    {
        var found = word.Split('|') is [var system, var code] ? [Coded.Of(system, code)] : new[] { new Coded(CodeSystems.Sensitivity, word), new Coded(CodeSystems.ActCode, word) };
        foreach (var coded in found)
            if (coded.System is CodeSystems.Sensitivity or CodeSystems.ActCode && !SecurityPolicies.IsOne(coded.Code) && terminology.FindSystem(coded.System)?.Find(coded.Code) is not null)
                return coded;
        part.Fault($"{word} is no sensitivity that is known.");
        return null;
    }
}
