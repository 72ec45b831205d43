using System.Collections.Frozen;
using Gateway.Access.Labels;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Search.Values;

namespace Gateway.Access.Consents;

/// <summary>What rules ask about a resource. Labels, codes and patients are found in one walk; what only some consents ask for, when they do.</summary>
internal sealed class ResourceFacts
{
    // When it clinically was, before when it was written down (the types' own elements, http://hl7.org/fhir/R4/clinicalsummary-module.html has no one name for it).
    private static readonly FrozenDictionary<int, int> s_dates = new[] { "effective", "performed", "onset", "occurrence", "period", "identified", "serviced", "start", "authoredOn", "authored", "dateAsserted", "dateTime", "recordedDate", "date", "sent", "issued", "created", "recorded", "whenHandedOver", "birthDate" }
        .Select((name, order) => (Name: NameTable.Add(name), Order: order)).ToFrozenDictionary(d => d.Name, d => d.Order);
    private static readonly string[] s_authors = ["author", "performer", "recorder", "asserter", "informationSource", "requester", "sender", "who", "source"];
    private readonly Element _resource;
    private readonly TimeZoneInfo _zone;
    private readonly string? _address;
    private readonly ResourceWalk _walk;
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

    /// <summary>Whether a code is in it, contained resources included. What is another code is told by its bytes.</summary>
    public bool Has(Coded code, byte[] utf8)
    {
        if (_walk.Codings is { } codings)
            foreach (var coding in codings)
                if (ResourceWalk.HasCode(coding, utf8) && Coded.Of(coding) == code)
                    return true;
        return false;
    }

    /// <summary>When it was; null where it does not say so.</summary>
    public DateValue? Date
    {
        get
        {
            if (!_isDated)
                (_date, _isDated) = (FirstDate(), true);
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

    private DateValue? FirstDate()
    {
        var (first, found) = (int.MaxValue, (DateValue?)null);
        foreach (var child in _resource.Children)
            if (s_dates.TryGetValue(child.Node.NameId, out var order) && order < first && DateValue.Of(child, _zone) is { } date)
                (first, found) = (order, date);
        return found;
    }

    private HashSet<string> References => _references ??= [.. (_walk.References ?? []).Select(Address).OfType<string>()];

    private HashSet<string> Authors => _authors ??= [.. (_walk.References ?? []).Where(r => s_authors.Contains(r.Name)).Select(Address).OfType<string>()];

    private static string? Address(Element reference) => reference.ChildText("reference") is { } text ? PartyReference.Local(text) : null;
}
