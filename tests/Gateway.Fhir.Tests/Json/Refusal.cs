using Gateway.Fhir.Definitions;
using Gateway.Fhir.Json;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Tests.Data;

namespace Gateway.Fhir.Tests.Json;

/// <summary>Asserts that a text is refused with exactly these faults, in this order, at the marked places.</summary>
internal static class Refusal
{
    /// <param name="marked">The text, with ► before each fault.</param>
    /// <param name="expected">For each fault <c>expression: part of the message</c>.</param>
    public static void Is(string marked, params string[] expected)
    {
        var read = FhirJson.Read(MarkedText.Utf8(marked));
        read.IsRead.Should().BeFalse();
        read.Faults.Should().NotContain(f => f.IsWarning);
        Faults(read.Faults, MarkedText.Places(marked), expected);
    }

    /// <summary>Asserts that a text is read tolerantly with exactly these warnings; returns it as it is then written.</summary>
    public static string Warns(string marked, params string[] expected)
    {
        var read = FhirJson.Read(MarkedText.Utf8(marked), DefinitionSet.R4, ReadOptions.Tolerant);
        read.Faults.Should().OnlyContain(f => f.IsWarning);
        read.IsRead.Should().BeTrue();
        Faults(read.Faults, MarkedText.Places(marked), expected);
        return FhirJson.ToText(read.Root);
    }

    private static void Faults(IReadOnlyList<Fault> faults, IReadOnlyList<(int Line, int Column)> places, string[] expected)
    {
        faults.Select(f => (f.Line, f.Column)).Should().Equal(places, "the faults are {0}", string.Join(" | ", faults));
        faults.Should().HaveSameCount(expected);
        foreach (var (fault, text) in faults.Zip(expected))
        {
            var colon = text.IndexOf(": ", StringComparison.Ordinal);
            fault.Expression.Should().Be(text[..colon]);
            fault.Message.Should().Contain(text[(colon + 2)..]);
        }
    }
}
