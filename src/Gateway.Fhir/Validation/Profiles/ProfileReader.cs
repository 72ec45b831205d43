using System.Globalization;
using Gateway.Fhir.Definitions.Facts;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>Reads a StructureDefinition, from whatever format it came, into what a validator needs of it.</summary>
internal static class ProfileReader
{
    private const string MaxValueSet = "http://hl7.org/fhir/StructureDefinition/elementdefinition-maxValueSet";

    /// <summary>True for a StructureDefinition that constrains a type.</summary>
    public static bool IsProfile(Element resource) =>
        resource.Type.Name == "StructureDefinition" && resource.ChildText("derivation") == "constraint" && resource.ChildText("url") is not null;

    /// <param name="definition">A profile.</param>
    public static ProfileFacts Read(Element definition)
    {
        var differential = definition["differential"].SelectMany(d => d["element"]).ToArray();
        var snapshot = differential.Length > 0 ? [] : definition["snapshot"].SelectMany(d => d["element"]).ToArray();
        return new ProfileFacts
        {
            Url = definition.ChildText("url")!,
            Version = definition.ChildText("version") ?? "",
            Type = TypeName(definition.ChildText("type") ?? ""),
            Base = definition.ChildText("baseDefinition") ?? "",
            IsAbstract = definition.ChildText("abstract") == "true",
            Contexts = [.. definition["context"].Select(c => new ContextFacts(c.ChildText("type") ?? "", c.ChildText("expression") ?? ""))],
            ContextInvariants = Texts(definition, "contextInvariant"),
            Rules = [.. differential.Concat(snapshot).Select(Rule)],
            IsSnapshot = snapshot.Length > 0,
        };
    }

    private static RuleFacts Rule(Element element)
    {
        var (@fixed, pattern, min, max) = (First(element, "fixed"), First(element, "pattern"), First(element, "minValue"), First(element, "maxValue"));
        var types = element["type"].Select(Type).ToArray();
        return new RuleFacts
        {
            Path = element.ChildText("path") ?? "",
            Id = element.ChildText("id") ?? "",
            SliceName = element.ChildText("sliceName") ?? "",
            Min = Number(element, "min"),
            Max = element.ChildText("max") == "*" ? int.MaxValue : Number(element, "max"),
            Types = types.Length == 0 ? null : types,
            Fixed = @fixed,
            Pattern = pattern,
            MinValue = min,
            MaxValue = max,
            MaxLength = Number(element, "maxLength"),
            Binding = Binding(First(element, "binding")),
            Invariants = [.. element["constraint"].Select(c => new InvariantFacts(c.ChildText("key") ?? "", c.ChildText("severity") != "warning", c.ChildText("expression") ?? "") { Human = c.ChildText("human") ?? "" })],
            Slicing = Slicing(First(element, "slicing")),
            IsMustSupport = element.ChildText("mustSupport") == "true",
            IsModifier = element.ChildText("isModifier") == "true",
        };
    }

    private static TypeFacts Type(Element type) => new(type.ChildText("code") ?? "", Texts(type, "profile"), Texts(type, "targetProfile"));

    private static BindingFacts? Binding(Element binding)
    {
        if (binding.IsNone || binding.ChildText("valueSet") is not { Length: > 0 } valueSet)
            return null;
        return new BindingFacts(binding.ChildText("strength") switch
        {
            "required" => BindingStrength.Required,
            "extensible" => BindingStrength.Extensible,
            "preferred" => BindingStrength.Preferred,
            _ => BindingStrength.Example,
        }, valueSet)
        {
            MaxValueSet = binding["extension"].Where(e => e.ChildText("url") == MaxValueSet).Select(e => e.ChildText("value")).FirstOrDefault() ?? "",
        };
    }

    private static SlicingFacts? Slicing(Element slicing)
    {
        if (slicing.IsNone)
            return null;
        var rules = slicing.ChildText("rules") switch { "closed" => SlicingRules.Closed, "openAtEnd" => SlicingRules.OpenAtEnd, _ => SlicingRules.Open };
        return new SlicingFacts([.. slicing["discriminator"].Select(Discriminator)], rules, slicing.ChildText("ordered") == "true");
    }

    private static DiscriminatorFacts Discriminator(Element discriminator) => new(discriminator.ChildText("type") switch
    {
        "exists" => DiscriminatorType.Exists,
        "pattern" => DiscriminatorType.Pattern,
        "type" => DiscriminatorType.Type,
        "profile" => DiscriminatorType.Profile,
        _ => DiscriminatorType.Value,
    }, discriminator.ChildText("path") ?? "$this");

    private static string TypeName(string type) => type[(type.LastIndexOf('/') + 1)..];

    private static Element First(Element element, string name) => element[name].FirstOrDefault();

    private static int? Number(Element element, string name) =>
        int.TryParse(element.ChildText(name), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null;

    private static string[] Texts(Element element, string name) => [.. element[name].Select(c => c.Text).OfType<string>()];
}
