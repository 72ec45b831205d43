using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions.File;

/// <summary>The section of search parameters, read whole.</summary>
internal static class SearchSection
{
    public static IReadOnlyList<SearchParameterFacts> Read(SectionReader r) => r.List(() => new SearchParameterFacts
    {
        Url = r.Text(),
        Code = r.Text(),
        Type = r.Text(),
        Bases = r.List(r.Text),
        Expression = r.Text(),
        Targets = r.List(r.Text),
        Components = r.List(() => new SearchComponentFacts(r.Text(), r.Text())),
    });

    public static SectionWriter Write(IEnumerable<SearchParameterFacts> parameters)
    {
        var w = new SectionWriter();
        w.List([.. parameters.OrderBy(p => p.Url, StringComparer.Ordinal)], p =>
        {
            w.Text(p.Url);
            w.Text(p.Code);
            w.Text(p.Type);
            w.List(p.Bases, w.Text);
            w.Text(p.Expression);
            w.List(p.Targets, w.Text);
            w.List(p.Components, c =>
            {
                w.Text(c.Definition);
                w.Text(c.Expression);
            });
        });
        return w;
    }
}
