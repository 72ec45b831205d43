using System.Globalization;
using Gateway.Federation.Own;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Medication;

/// <summary>Writes the view as R4.</summary>
internal sealed class HistoryBundle(Uri address, Func<Guid> newId, DateTimeOffset now)
{
    private static readonly TypeDefinition s_bundle = Type("Bundle");
    private static readonly TypeDefinition s_list = Type("List");
    private static readonly TypeDefinition s_issue = Type("DetectedIssue");

    private readonly string _now = now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
    private readonly Dictionary<MedicationFact, string> _references = new(ReferenceEqualityComparer.Instance);
    private readonly List<(Ingredient Ingredient, MedicationFact Fact)> _listed = [];
    private readonly HashSet<string> _addresses = new(StringComparer.Ordinal);
    private readonly List<(string FullUrl, Element Resource)> _entries = [];

    public void AddFacts(IReadOnlyList<MedicationGroup> groups)
    {
        foreach (var group in groups)
            foreach (var fact in group.Facts)
            {
                _references[fact] = Add(fact.Address, WithSource(fact.Resource, fact.Source));
                _listed.Add((group.Ingredient, fact));
                if (fact.Product is { } product && product.ChildText("id") is { } id && !_addresses.Contains($"Medication/{id}"))
                    Add($"Medication/{id}", WithSource(product, fact.Source));
            }
    }

    public void AddList(string patient, IReadOnlyList<string> notes, (string Code, string Display, string Text) emptyReason)
    {
        var list = ElementDraft.New(s_list);
        list.Claim("medication-history");
        list.AddText("status", "current").AddText("mode", "snapshot").AddText("title", "Medication history");
        Code(list.Add("code"), "http://loinc.org", "10160-0", "History of Medication use Narrative");
        list.Add("subject").AddText("reference", patient);
        list.AddText("date", _now);
        foreach (var note in notes)
            list.Add("note").AddText("time", _now).AddText("text", note);
        foreach (var (ingredient, fact) in _listed)
        {
            var entry = list.Add("entry");
            var flag = entry.Add("flag");
            if (ingredient.Code is { } vtm)
                flag.Add("coding").AddText("system", "https://dmd.nhs.uk").AddText("code", vtm).AddText("display", ingredient.Label);
            flag.AddText("text", ingredient.Label);
            var item = entry.Add("item").AddText("reference", _references[fact]);
            if (fact.Medicine is { } medicine)
                item.AddText("display", medicine);
        }

        if (_listed.Count == 0)
            Code(list.Add("emptyReason"), "http://terminology.hl7.org/CodeSystem/list-empty-reason", emptyReason.Code, emptyReason.Display).AddText("text", emptyReason.Text);
        _entries.Insert(0, ($"urn:uuid:{newId()}", list.Build()));
    }

    public void AddIssue(string patient, MedicationDisagreement disagreement, MedicationWords words)
    {
        var issue = ElementDraft.New(s_issue);
        issue.Claim("disagreement", isUkCore: false);
        issue.AddText("status", "final");
        var code = issue.Add("code");
        foreach (var kind in disagreement.Kinds)
            Code(code, DisagreementKind.System, kind.Code, kind.Display);
        issue.AddText("severity", disagreement.Severity);
        issue.Add("patient").AddText("reference", patient);
        issue.Add("identified", DefinitionSet.R4.FindType("dateTime")!).SetText(_now);
        issue.Add("author").AddText("display", "Health and Justice Gateway");
        foreach (var fact in disagreement.Facts)
            issue.Add("implicated").AddText("reference", _references[fact]);
        foreach (var fact in disagreement.Facts)
        {
            var evidence = issue.Add("evidence");
            evidence.Add("code").AddText("text", words.Of(fact));
            evidence.Add("detail").AddText("reference", _references[fact]);
        }

        issue.AddText("detail", disagreement.Text);
        _entries.Add(($"urn:uuid:{newId()}", issue.Build()));
    }

    public Element Build()
    {
        var bundle = ElementDraft.New(s_bundle);
        bundle.Claim("collection");
        bundle.AddText("type", "collection").AddText("timestamp", _now);
        foreach (var (url, resource) in _entries)
            bundle.Add("entry").AddText("fullUrl", url).Put("resource", resource);
        return bundle.Build();
    }

    // Two sources may have given one id, should ids not have been rewritten; each entry still has an address of its own.
    private string Add(string? own, Element resource)
    {
        if (own is not null && _addresses.Add(own))
        {
            _entries.Add((new Uri(address, own).ToString(), resource));
            return own;
        }

        var url = $"urn:uuid:{newId()}";
        _entries.Add((url, resource));
        return url;
    }

    private static Element WithSource(Element resource, MedicationSource source)
    {
        var meta = resource["meta"].FirstOrDefault();
        if (!meta.IsNone && meta.ChildText("source") is not null)
            return resource;
        var draft = resource.Edit();
        (meta.IsNone ? draft.Add("meta") : draft.Edit(meta)).AddText("source", $"https://health-justice.example/sources/{source.Name}");
        return draft.Build();
    }

    private static ElementDraft Code(ElementDraft concept, string system, string code, string display)
    {
        concept.Add("coding").AddText("system", system).AddText("code", code).AddText("display", display);
        return concept;
    }

    private static TypeDefinition Type(string name) => DefinitionSet.R4.FindType(name)!;
}
