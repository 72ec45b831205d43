using System.Globalization;
using System.Text.Json;
using Gateway.Fhir.Definitions.Facts;

namespace Gateway.Fhir.Definitions;

/// <summary>
/// Reads a StructureDefinition in JSON, of any FHIR release from STU3 on, into facts. The one way by which definitions enter:
/// for the file embedded here, for logical models, for other releases and for profiles given at run time.
/// </summary>
public static class StructureDefinitionReader
{
    private const string FhirTypeExtension = "http://hl7.org/fhir/StructureDefinition/structuredefinition-fhir-type";
    private const string NamespaceExtension = "http://hl7.org/fhir/StructureDefinition/elementdefinition-namespace";

    /// <summary>Reads one StructureDefinition that has a snapshot, or a logical model or specialisation that has only a differential with all its elements.</summary>
    /// <exception cref="FormatException">The content is not JSON, not a StructureDefinition, or lacks what a definition needs; the message says what.</exception>
    public static StructureFacts Read(ReadOnlyMemory<byte> json)
    {
        try
        {
            using var document = JsonDocument.Parse(json);
            return Read(document.RootElement);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            throw new FormatException($"The StructureDefinition is not JSON: {e.Message}", e);
        }
    }

    internal static StructureFacts Read(JsonElement root)
    {
        if (root.ValueKind != JsonValueKind.Object || root.Text("resourceType") != "StructureDefinition")
            throw new FormatException("The content is not a StructureDefinition.");
        var url = root.Text("url");
        if (url.Length == 0)
            throw new FormatException("The StructureDefinition has no url.");
        var elements = root.Child("snapshot").Items("element").Any()
            ? root.Child("snapshot").Items("element")
            : root.Child("differential").Items("element");
        var isProfile = root.Text("derivation") == "constraint";
        if (isProfile && !root.Child("snapshot").Items("element").Any())
            throw new FormatException($"{url} is a profile without a snapshot.");
        var read = elements.Where(e => e.Text("sliceName").Length == 0 && !e.Text("id").Contains(':', StringComparison.Ordinal))
            .Select(e => Element(e, url)).ToArray();
        if (read.Length == 0)
            throw new FormatException($"{url} has no elements.");
        CheckPaths(read, url);
        if (read[0].XmlNamespace.Length == 0)
            read[0] = read[0] with { XmlNamespace = Namespace(root) };

        var kind = Kind(root.Text("kind"), url);
        var type = root.Text("type");
        return new StructureFacts
        {
            Name = kind == StructureKind.Logical || type.Length == 0 || type.Contains('/', StringComparison.Ordinal) ? read[0].Path : type,
            Url = url,
            Base = root.Text("baseDefinition"),
            Kind = kind,
            IsAbstract = root.Flag("abstract"),
            IsProfile = isProfile,
            Elements = read,
        };
    }

    private static void CheckPaths(ElementFacts[] elements, string url)
    {
        var paths = new HashSet<string>(StringComparer.Ordinal) { elements[0].Path };
        foreach (var element in elements[1..])
            if (!paths.Contains(element.Path[..Math.Max(0, element.Path.LastIndexOf('.'))]))
                throw new FormatException($"{url}: {element.Path} lies in no element that stands before it.");
            else if (!paths.Add(element.Path))
                throw new FormatException($"{url} has the element {element.Path} twice.");
        if (elements.FirstOrDefault(e => e.ContentReference.Length > 0 && !paths.Contains(e.ContentReference)) is { } lost)
            throw new FormatException($"{url}: {lost.Path} shares the content of {lost.ContentReference}, which is not there.");
    }

    private static StructureKind Kind(string kind, string url) => kind switch
    {
        "primitive-type" => StructureKind.Primitive,
        "complex-type" => StructureKind.Complex,
        "resource" => StructureKind.Resource,
        "logical" => StructureKind.Logical,
        _ => throw new FormatException($"{url} has the unknown kind '{kind}'."),
    };

    private static ElementFacts Element(JsonElement element, string url)
    {
        var path = element.Text("path");
        if (path.Length == 0)
            throw new FormatException($"{url} has an element without a path.");
        var max = Max(element.Text("max"), 1, path, url);
        return new ElementFacts
        {
            Path = path,
            Min = element.Child("min") is { ValueKind: JsonValueKind.Number } min && min.TryGetInt32(out var value) ? value : 0,
            Max = max,
            BaseMax = Max(element.Child("base").Text("max"), max, path, url),
            Types = [.. Types(element)],
            ContentReference = Referenced(element.Text("contentReference")),
            Traits = Traits(element),
            XmlNamespace = Namespace(element),
            Binding = Binding(element.Child("binding")),
            Invariants = [.. element.Items("constraint").Select(c => new InvariantFacts(c.Text("key"), c.Text("severity") != "warning", c.Text("expression")))],
        };
    }

    // A reference names the id of an element, which is its path with the names of slices in it: #Provenance.agent:Author.
    private static string Referenced(string reference) => string.Join('.',
        reference[(reference.IndexOf('#', StringComparison.Ordinal) + 1)..].Split('.').Select(step => step.Split(':')[0]));

    private static int Max(string text, int otherwise, string path, string url) => text switch
    {
        "" => otherwise,
        "*" => int.MaxValue,
        _ => int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var max) ? max : throw new FormatException($"{url}: {path} has max '{text}'."),
    };

    // STU3 repeats a type for each of its profiles; R4 lists the profiles inside the type.
    private static IEnumerable<TypeFacts> Types(JsonElement element) => element.Items("type")
        .Select(t => (Code: TypeCode(t), Profiles: t.Texts("profile"), Targets: t.Texts("targetProfile")))
        .GroupBy(t => t.Code)
        .Select(g => new TypeFacts(g.Key, [.. g.SelectMany(t => t.Profiles).Distinct()], [.. g.SelectMany(t => t.Targets).Distinct()]));

    // The values of primitives are System types; the extension names the FHIR type that instances see.
    private static string TypeCode(JsonElement type)
    {
        var code = type.Text("code");
        if (!code.StartsWith("http://hl7.org/fhirpath/", StringComparison.Ordinal))
            return code;
        return Extension(type, FhirTypeExtension).Text("valueUrl") is { Length: > 0 } name && name != "string" ? name : code;
    }

    private static string Namespace(JsonElement holder) => Extension(holder, NamespaceExtension).Text("valueUri");

    private static JsonElement Extension(JsonElement holder, string url) => holder.Items("extension").FirstOrDefault(e => e.Text("url") == url);

    private static ElementTraits Traits(JsonElement element) =>
        (element.Flag("isSummary") ? ElementTraits.Summary : 0)
        | (element.Flag("isModifier") ? ElementTraits.Modifier : 0)
        | (element.Flag("mustSupport") ? ElementTraits.MustSupport : 0)
        | (element.Text("orderMeaning").Length > 0 ? ElementTraits.Ordered : 0)
        | (element.Texts("representation").Contains("xmlAttr") ? ElementTraits.XmlAttribute : 0)
        | (element.Texts("representation").Contains("xmlText") ? ElementTraits.XmlText : 0)
        | (element.Texts("representation").Contains("typeAttr") ? ElementTraits.XmlTypeAttribute : 0);

    private static BindingFacts? Binding(JsonElement binding)
    {
        if (binding.ValueKind != JsonValueKind.Object)
            return null;
        var strength = binding.Text("strength") switch
        {
            "required" => BindingStrength.Required,
            "extensible" => BindingStrength.Extensible,
            "preferred" => BindingStrength.Preferred,
            _ => BindingStrength.Example,
        };
        var valueSet = binding.Text("valueSet") is { Length: > 0 } canonical ? canonical
            : binding.Child("valueSetReference").Text("reference") is { Length: > 0 } reference ? reference
            : binding.Text("valueSetUri");
        return valueSet.Length == 0 ? null : new BindingFacts(strength, valueSet);
    }
}
