using System.Text;
using Gateway.Access.Labels;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Consents;

/// <summary>One walk through a resource and all that is in it, which finds what decides over it: labels, codes, references, patients. Values are compared as bytes.</summary>
internal sealed class ResourceWalk(LabelRules? rules)
{
    private const string NhsNumber = "https://fhir.nhs.uk/Id/nhs-number";
    private static readonly int s_system = NameTable.Add("system");
    private static readonly int s_code = NameTable.Add("code");
    private static readonly int s_display = NameTable.Add("display");
    private static readonly int s_text = NameTable.Add("text");
    private static readonly int s_reference = NameTable.Add("reference");
    private static readonly int s_security = NameTable.Add("security");
    private static readonly int s_url = NameTable.Add("url");

    public ulong Rules { get; private set; }

    public List<Coded>? Security { get; private set; }

    public List<Element>? Codings { get; private set; }

    public List<Element>? References { get; private set; }

    public List<string>? Patients { get; private set; }

    public List<string>? Contained { get; private set; }

    public bool HasLabelledParts { get; private set; }

    /// <param name="resource">The resource.</param>
    /// <param name="address">Its own address, where it has one.</param>
    public void Go(Element resource, string? address)
    {
        if (resource.Type.Name == "Patient")
            Add(address ?? Named(resource));
        Walk(resource);
    }

    /// <summary>Whether a Coding has that code, in whatever system.</summary>
    public static bool HasCode(Element coding, byte[] utf8)
    {
        foreach (var code in coding.Named(s_code))
            return Bytes(code).SequenceEqual(utf8);
        return false;
    }

    private void Walk(Element element)
    {
        foreach (var child in element.Children)
        {
            ref readonly var node = ref child.Node;
            if (node.Size == 1 && !node.IsGraft)
                continue;
            Look(child, node.Definition.Type);
            Walk(child);
        }
    }

    private void Look(Element element, TypeDefinition type)
    {
        switch (type.Name)
        {
            case "Coding":
                Coding(element);
                break;
            case "CodeableConcept":
                foreach (var text in element.Named(s_text))
                    Words(text);
                break;
            case "Reference":
                Reference(element);
                break;
            case "Meta":
                foreach (var label in element.Named(s_security))
                    if (Coded.Of(label) is { } code)
                        (Security ??= []).Add(code);
                break;
            case "Extension":
                foreach (var url in element.Named(s_url))
                    HasLabelledParts |= Bytes(url).SequenceEqual(ResourceLabels.InlineUrl);
                break;
            default:
                if (type.IsResource)
                    Resource(element, type.Name);
                break;
        }
    }

    private void Coding(Element coding)
    {
        (Codings ??= []).Add(coding);
        if (rules is null)
            return;
        ReadOnlySpan<byte> system = default, code = default;
        foreach (var child in coding.Children)
        {
            var name = child.Node.NameId;
            if (name == s_system)
                system = Bytes(child);
            else if (name == s_code)
                code = Bytes(child);
            else if (name == s_display)
                Words(child);
        }

        Rules |= rules.Of(system, code);
    }

    private void Words(Element text)
    {
        if (rules is not null)
            Rules |= rules.OfWords(Bytes(text));
    }

    private void Reference(Element reference)
    {
        (References ??= []).Add(reference);
        Element address = default;
        foreach (var child in reference.Children)
        {
            var name = child.Node.NameId;
            if (name == s_display)
                Words(child);
            else if (name == s_reference)
                address = child;
        }

        if (!address.IsNone && Bytes(address).IndexOf("Patient/"u8) >= 0 && PartyReference.Local(address.Text!) is var patient && patient.StartsWith("Patient/", StringComparison.Ordinal))
            Add(patient);
        else if (reference.Name is "subject" or "patient" or "for" or "beneficiary" or "individual" && (address.IsNone || Bytes(address).StartsWith("urn:"u8)))
            Unaddressed(reference, address);
    }

    // Whom a resource is about may be named by number alone, or by an address that leads nowhere.
    private void Unaddressed(Element reference, Element address)
    {
        if (reference.ChildText("type") is null or "Patient" && (Number(reference) ?? (address.IsNone ? null : address.Text)) is { } named)
            Add(named);
    }

    private void Resource(Element resource, string type)
    {
        (Contained ??= []).Add(type);
        if (type == "Patient")
            Add(Named(resource));
    }

    // A patient within another resource has an address that means nothing elsewhere.
    private static string Named(Element patient) => Number(patient) ?? $"#{patient.ChildText("id")}";

    private static string? Number(Element holder)
    {
        string? first = null;
        foreach (var identifier in holder["identifier"])
            if (identifier.ChildText("value") is { } value)
            {
                var number = $"{identifier.ChildText("system")}|{value}";
                if (identifier.ChildText("system") == NhsNumber)
                    return number;
                first ??= number;
            }

        return first;
    }

    private void Add(string patient)
    {
        if (!(Patients ??= new List<string>(1)).Contains(patient))
            Patients.Add(patient);
    }

    private static ReadOnlySpan<byte> Bytes(Element element) => element.TryGetPlainValue(out var value) ? value : element.Text is { } text ? Encoding.UTF8.GetBytes(text) : default;
}
