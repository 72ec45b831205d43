using Gateway.Fhir.Terminology.File;

namespace Gateway.Fhir.Terminology;

/// <summary>R4's own code systems and value sets as embedded in this assembly: first those that required bindings need, which every check uses, then the rest, opened when something else is asked for.</summary>
internal static class R4Terminology
{
    private static readonly Lazy<TerminologyFile> s_file = new(() =>
        new TerminologyFile(typeof(R4Terminology).Assembly.GetManifestResourceStream("r4.terminology")!));

    public static IReadOnlyList<Lazy<TerminologyLayer>> Layers { get; } =
        [new(() => s_file.Value.Open(TerminologyPart.Bound)), new(() => s_file.Value.Open(TerminologyPart.Rest))];
}
