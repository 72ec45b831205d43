using Gateway.Access.Labels;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>What rules ask about a resource. Labels, codes and patients are found in one walk; what only some consents ask for, when they do.</summary>
internal sealed class ResourceFacts
{
    // When it clinically was, before when it was written down (the types' own elements, http://hl7.org/fhir/R4/clinicalsummary-module.html has no one name for it).
    private static readonly string[] s_dates = ["effective", "performed", "onset", "occurrence", "period", "identified", "serviced", "start", "authoredOn", "authored", "dateAsserted", "dateTime", "recordedDate", "date", "sent", "issued", "created", "recorded", "whenHandedOver", "birthDate"];
    private static readonly string[] s_authors = ["author", "performer", "recorder", "asserter", "informationSource", "requester", "sender", "who", "source"];
    private readonly Element _resource;
    private readonly TimeZoneInfo _zone;
    private readonly string? _address;
    private readonly ResourceWalk _walk;
    private HashSet<Coded>? _codes;
    private HashSet<string>? _references;
    private HashSet<string>? _authors;
    private DateValue? _date;
    private bool _isDated;

    public ResourceFacts(Element resource, TimeZoneInfo zone, LabelRules? rules = null)
    {
        (_resource, _zone) = (resource, zone);
        _address = resource.ChildText("id") is { } id ? $"{resource.Type.Name}/{id}" : null;
        _walk = new ResourceWalk(rules);
        _walk.Go(resource, _address);
    }

    /// <summary>Its labels as it bears them, those of what it contains among them.</summary>
    public LabelSet Stored => _walk.Security is { } codes ? LabelSet.Of(codes) : LabelSet.None;

    /// <summary>The rules of labels that it falls under, a bit each.</summary>
    public ulong Rules => _walk.Rules;

    /// <summary>Whether elements of it bear labels of their own.</summary>
    public bool HasLabelledParts => _walk.HasLabelledParts;

    /// <summary>The types of the resources in it.</summary>
    public IReadOnlyList<string> Contained => (IReadOnlyList<string>?)_walk.Contained ?? [];

    /// <summary>The addresses of all Patients that it is, or refers to; of one who is named by number alone, <c>system|value</c>.</summary>
    public IReadOnlyList<string> Patients => (IReadOnlyList<string>?)_walk.Patients ?? [];

    /// <summary>Every code in it, contained resources included.</summary>
    public IReadOnlySet<Coded> Codes => _codes ??= [.. (_walk.Codings ?? []).Select(Coded.Of).OfType<Coded>()];

    /// <summary>When it was; null where it does not say so.</summary>
    public DateValue? Date
    {
        get
        {
            if (!_isDated)
                (_date, _isDated) = (s_dates.SelectMany(n => _resource[n]).Select(e => DateValue.Of(e, _zone)).FirstOrDefault(d => d is not null), true);
            return _date;
        }
    }

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
            "dependents" => Truths.Of(References.Contains(named)),
            "authoredby" => Truths.Of(Authors.Contains(named)),
            "related" when isPcf => Truths.Of(References.Contains(named)),
            _ => Truth.Unknown,
        };
    }

    private HashSet<string> References => _references ??= [.. (_walk.References ?? []).Select(Address).OfType<string>()];

    private HashSet<string> Authors => _authors ??= [.. (_walk.References ?? []).Where(r => s_authors.Contains(r.Name)).Select(Address).OfType<string>()];

    private static string? Address(Element reference) => reference.ChildText("reference") is { } text ? PartyReference.Local(text) : null;
}
