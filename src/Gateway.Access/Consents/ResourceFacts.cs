using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>What rules ask about a resource, found once.</summary>
internal sealed class ResourceFacts
{
    // When it clinically was, before when it was written down (the types' own elements, http://hl7.org/fhir/R4/clinicalsummary-module.html has no one name for it).
    private static readonly string[] s_dates = ["effective", "performed", "onset", "occurrence", "period", "identified", "serviced", "start", "authoredOn", "authored", "dateAsserted", "dateTime", "recordedDate", "date", "sent", "issued", "created", "recorded", "whenHandedOver", "birthDate"];
    private static readonly string[] s_authors = ["author", "performer", "recorder", "asserter", "informationSource", "requester", "sender", "who", "source"];
    private readonly Element _resource;
    private readonly string? _address;
    private readonly HashSet<string> _references;
    private readonly HashSet<string> _authors;

    public ResourceFacts(Element resource, TimeZoneInfo zone)
    {
        _resource = resource;
        _address = resource.ChildText("id") is { } id ? $"{resource.Type.Name}/{id}" : null;
        var references = References(resource).ToList();
        _references = [.. references.Select(r => r.Address)];
        _authors = [.. references.Where(r => s_authors.Contains(r.Name)).Select(r => r.Address)];
        Codes = Codings(resource).ToHashSet();
        Patients = [.. _references.Where(r => r.StartsWith("Patient/", StringComparison.Ordinal)).Concat(resource.Type.Name == "Patient" && _address is not null ? [_address] : [])];
        Date = s_dates.SelectMany(n => resource[n]).Select(e => DateValue.Of(e, zone)).FirstOrDefault(d => d is not null);
    }

    /// <summary>Every code in it, contained resources included.</summary>
    public IReadOnlySet<Coded> Codes { get; }

    /// <summary>The addresses of all Patients that it is, or refers to.</summary>
    public IReadOnlyList<string> Patients { get; }

    /// <summary>When it was; null where it does not say so.</summary>
    public DateValue? Date { get; }

    /// <summary>Whether it is of that type or claims that profile.</summary>
    public Truth IsOfClass(Coded @class) => @class.System switch
    {
        CodeSystems.ResourceTypes => Truths.Of(@class.Code == _resource.Type.Name),
        CodeSystems.Uri => Truths.Of(_resource["meta"].SelectMany(m => m["profile"]).Any(p => p.Text?.Split('|')[0] == @class.Code)),
        _ => Truth.Unknown,
    };

    /// <summary>Whether it is data that a rule names.</summary>
    public Truth IsData(ProvisionData data, bool isPcf)
    {
        if (data.Data.Address is not { } named)
            return Truth.Unknown;
        if (named == _address)
            return data.Meaning == "authoredby" ? Truth.False : Truth.True;
        return data.Meaning switch
        {
            "instance" => Truth.False,
            "dependents" => Truths.Of(_references.Contains(named)),
            "authoredby" => Truths.Of(_authors.Contains(named)),
            "related" when isPcf => Truths.Of(_references.Contains(named)),
            _ => Truth.Unknown,
        };
    }

    private static IEnumerable<Coded> Codings(Element element) => (element.Type.Name == "Coding" && Coded.Of(element) is { } code ? [code] : Array.Empty<Coded>())
        .Concat(element.Children.Where(c => !c.Type.IsPrimitive).SelectMany(Codings));

    private static IEnumerable<(string Name, string Address)> References(Element element) => element.Children.Where(c => !c.Type.IsPrimitive)
        .SelectMany(c => (c.Type.Name == "Reference" && c.ChildText("reference") is { } text ? [(c.Name, PartyReference.Local(text))] : Array.Empty<(string, string)>()).Concat(References(c)));
}
