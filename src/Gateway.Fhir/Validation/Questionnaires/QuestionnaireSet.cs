using Gateway.Fhir.Elements;
using Gateway.Fhir.Terminology;

namespace Gateway.Fhir.Validation.Questionnaires;

/// <summary>The questionnaires that responses are checked against, by canonical URL and version. Never changes; each is made ready when it is first asked for.</summary>
public sealed class QuestionnaireSet
{
    private readonly CanonicalTable<Questionnaire> _byUrl = new();

    private QuestionnaireSet(IEnumerable<Element> resources)
    {
        foreach (var resource in resources.Where(r => r.Type.Name == "Questionnaire"))
            if (resource.ChildText("url") is { } url)
                _byUrl.Add(url, resource.ChildText("version") ?? "", new Deferred<Questionnaire>(() => QuestionnaireReader.Read(resource)));
    }

    /// <summary>No questionnaire: no response is checked.</summary>
    public static QuestionnaireSet None { get; } = new([]);

    /// <summary>The Questionnaires among the resources that have a URL; a later one of the same URL and version counts.</summary>
    public static QuestionnaireSet Of(IEnumerable<Element> resources) => new(resources);

    /// <summary>The questionnaire of a canonical URL; one that says no version is taken for any.</summary>
    internal Questionnaire? Find(string canonical)
    {
        var bar = canonical.IndexOf('|', StringComparison.Ordinal);
        if (bar < 0)
            return _byUrl.Find(canonical, "");
        var url = canonical[..bar];
        return _byUrl.Find(url, canonical[(bar + 1)..]) ?? (_byUrl.Find(url, "") is { Version.Length: 0 } any ? any : null);
    }
}
