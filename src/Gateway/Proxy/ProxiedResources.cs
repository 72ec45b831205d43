using Gateway.Federation.Ids;
using Gateway.Federation.Records;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Sources;
using Gateway.Sources.Interfaces;

namespace Gateway.Proxy;

/// <summary>
/// The resources of a source's own interface under the ids that the gateway decides and audits by, and back under the source's own, by which its callers know them. A Patient of another server, whom
/// nobody here can look up, is given an id too: what is about somebody unknown is then seen to be.
/// </summary>
internal sealed class ProxiedResources(FhirInterface source, GatewayIds ids, string outer)
{
    private readonly Dictionary<string, string> _own = new(StringComparer.Ordinal);
    private readonly HashSet<string> _patients = new(StringComparer.Ordinal);

    // What came back the same as it was given, so that it need not be made anew.
    private readonly Dictionary<Element, Element> _plain = [];

    /// <summary>The source's own ids of the Patients that anything refers to.</summary>
    public IReadOnlyCollection<string> Patients => _patients;

    /// <summary>A resource as the gateway decides on it; null where no id can bear its name.</summary>
    /// <param name="given">The resource as the source has it, or is to have it.</param>
    /// <param name="version">Its version.</param>
    /// <param name="name">By what it is named, where that is not its id.</param>
    public RecordResource? Sealed(Element given, string? version = null, string? name = null)
    {
        if ((name ?? given.ChildText("id")) is not { } own || Address(given.Type.Name, own) is not { } address)
            return null;
        var (id, resource) = (address.Split('/')[1], InnerLinks.Without(given, source.Addresses));
        var (draft, isPlain) = (resource.Edit(), resource == given);
        draft.Remove("id");
        draft.AddText("id", id);
        References.Edit(draft, resource, (reference, edited) =>
        {
            if (TextOf(reference) is not { IsNone: false, Text: { } text } old)
                return;
            if (Inward(text) is { } inward)
            {
                Set(edited(), old, inward);
                isPlain &= _own[inward] == text;
            }
            else if (source.Addresses.IsInner(text))
            {
                edited().Remove(old);
                isPlain = false;
            }
        });
        var made = draft.Build();
        if (isPlain)
            _plain[made] = given;
        return new RecordResource(source.Source, made, id, new SourceRecord { Locator = FhirInterface.LocatorOf(own), Bundle = default, Version = version });
    }

    /// <summary>What is seen of a resource, under the source's own ids.</summary>
    public Element Outer(Element seen)
    {
        if (_plain.TryGetValue(seen, out var given))
            return given;
        var draft = seen.Edit();
        draft.Remove("id");
        draft.AddText("id", _own[$"{seen.Type.Name}/{seen.ChildText("id")}"].Split('/')[1]);
        References.Edit(draft, seen, (reference, edited) =>
        {
            if (TextOf(reference) is { IsNone: false, Text: { } text } old && _own.TryGetValue(text, out var own))
                Set(edited(), old, own);
        });
        return draft.Build();
    }

    /// <summary>What a caller wrote, as the source is sent it: the interface's outer address is nothing that it knows.</summary>
    public Element Inner(Element written)
    {
        var draft = written.Edit();
        References.Edit(draft, written, (reference, edited) =>
        {
            if (TextOf(reference) is { IsNone: false, Text: { } text } old && text.StartsWith($"{outer}/", StringComparison.Ordinal))
                Set(edited(), old, text[(outer.Length + 1)..]);
        });
        return draft.Build();
    }

    /// <summary>The address by which the gateway decides on a resource of the source; null where no id can bear its name.</summary>
    public string? Address(string type, string own) => Kept(type, own, null, $"{type}/{own}");

    // What a reference says, as the gateway decides on it; null for one that leads to nothing that could be somebody's.
    private string? Inward(string text)
    {
        var local = text.StartsWith($"{outer}/", StringComparison.Ordinal) ? text[(outer.Length + 1)..] : source.Addresses.Under(text) ?? text;
        var parts = local.Split('/');
        var isOwn = (parts.Length == 2 || (parts.Length == 4 && parts[2] == "_history")) && IsType(parts[0]);
        if (isOwn && parts[0] == "Patient")
            _patients.Add(parts[1]);
        return isOwn ? Kept(parts[0], parts[1], parts.Length == 4 ? parts[3] : null, local) : parts is [.., "Patient", _] ? Kept("Patient", local, null, local) : null;
    }

    // A version of a resource has the id of the resource, and an address of its own.
    private string? Kept(string type, string name, string? version, string own)
    {
        if (!IsType(type) || ids.Of(new GatewayId(source.Source.Number, type, FhirInterface.LocatorOf(name), GatewayIds.PlaceOf(name))) is not { } id)
            return null;
        var address = version is null ? $"{type}/{id}" : $"{type}/{id}/_history/{version}";
        _own.TryAdd(address, own);
        return address;
    }

    private static bool IsType(string name) => DefinitionSet.R4.FindType(name) is { IsResource: true, IsAbstract: false };

    private static Element TextOf(Element reference) => reference["reference"].FirstOrDefault();

    private static void Set(ElementDraft reference, Element old, string text)
    {
        reference.Remove(old);
        reference.AddText("reference", text);
    }
}
