using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions.File;

/// <summary>The section of value sets and code systems, read whole.</summary>
internal static class TerminologySection
{
    public static (IReadOnlyList<ValueSetFacts> ValueSets, IReadOnlyList<CodeSystemFacts> CodeSystems) Read(SectionReader r) =>
        (r.List(() => new ValueSetFacts
        {
            Url = r.Text(),
            Version = r.Text(),
            IsListed = r.Number() == 1,
            Systems = r.List(() => new ValueSetSystemFacts(r.Text(), r.List(r.Text))),
        }),
        r.List(() => new CodeSystemFacts
        {
            Url = r.Text(),
            Version = r.Text(),
            IsCaseSensitive = r.Number() == 1,
            IsComplete = r.Number() == 1,
            Codes = r.List(r.Text),
            Parents = r.List(() => r.Number() - 1),
        }));

    public static SectionWriter Write(IEnumerable<ValueSetFacts> valueSets, IEnumerable<CodeSystemFacts> codeSystems)
    {
        var w = new SectionWriter();
        w.List([.. valueSets.OrderBy(v => v.Url, StringComparer.Ordinal)], v =>
        {
            w.Text(v.Url);
            w.Text(v.Version);
            w.Number(v.IsListed ? 1 : 0);
            w.List(v.Systems, s =>
            {
                w.Text(s.System);
                w.List(s.Codes, w.Text);
            });
        });
        w.List([.. codeSystems.OrderBy(c => c.Url, StringComparer.Ordinal)], c =>
        {
            w.Text(c.Url);
            w.Text(c.Version);
            w.Number(c.IsCaseSensitive ? 1 : 0);
            w.Number(c.IsComplete ? 1 : 0);
            w.List(c.Codes, w.Text);
            w.List(c.Parents, p => w.Number(p + 1));
        });
        return w;
    }
}
