using Gateway.Access.Redaction;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;

namespace Gateway.Access.Tests.Redaction;

/// <summary>Laws of what is taken out, tried on what the maps make: every element of every kind of resource, several times.</summary>
public sealed class RedactorLawTests
{
    private const int ShortestWord = 4;
    private const int TimesEach = 3;

    public static TheoryData<string> Kinds() => [.. MapOutputs.Kinds];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Whatever_is_taken_out_no_word_of_it_is_left_and_nothing_is_new(string kind)
    {
        var (shown, withheld, tried) = (0, 0, new Dictionary<string, int>());
        foreach (var resource in MapOutputs.Of(kind))
            foreach (var (path, element) in Paths(resource, resource.Type.Name))
            {
                var plain = string.Concat(path.Split('[', ']').Where((_, i) => i % 2 == 0));
                if ((tried[plain] = tried.GetValueOrDefault(plain) + 1) > TimesEach)
                    continue;
                if (Redactor.Without(resource, [path]) is not { } left)
                {
                    withheld++;
                    continue;
                }

                shown++;
                BaseRules.Errors(left.Resource).Should().BeEmpty(path);
                Values(left.Resource).Except(Values(resource)).Where(v => !IsMark(v)).Should().BeEmpty(path);
                var words = Words(element).ToList();
                Texts(left.Resource).Where(t => words.Exists(w => t.Contains(w, StringComparison.OrdinalIgnoreCase))).Should().BeEmpty($"{path} said so: {Samples.Text(left.Resource)}");
                var once = Redactor.Without(resource, [plain]);
                var twice = once is null ? null : Redactor.Without(once.Resource, [plain]);
                Samples.Text(twice?.Resource).Should().Be(Samples.Text(once?.Resource), path);
            }

        shown.Should().BePositive();
        withheld.Should().BePositive();
    }

    private static IEnumerable<(string Path, Element Element)> Paths(Element element, string path)
    {
        var counts = new Dictionary<string, int>(StringComparer.Ordinal);
        foreach (var child in element.Children)
        {
            var number = counts[child.Name] = counts.GetValueOrDefault(child.Name, -1) + 1;
            var at = child.Definition.IsArray ? $"{path}.{child.Name}[{number}]" : $"{path}.{child.Name}";
            yield return (at, child);
            foreach (var inner in Paths(child, at))
                yield return inner;
        }
    }

    // Prose, and codes of code systems; what the standard itself lists, units, types and addresses of systems are in many places.
    private static IEnumerable<string> Words(Element element)
    {
        foreach (var child in element.Children)
            foreach (var word in Words(child))
                yield return word;
        if (element.Text is { Length: >= ShortestWord } text && (element.Type.Primitive is PrimitiveKind.String or PrimitiveKind.Markdown || element.Definition.Facts.Path == "Coding.code")
            && element.Name != "linkId" && element.Definition.Facts.Path is not ("Quantity.unit" or "Coding.version"))
            yield return text;
    }

    private static IEnumerable<string> Texts(Element element, bool isLabel = false)
    {
        if (element.Text is { } text && !isLabel && (element.Type.Primitive is PrimitiveKind.String or PrimitiveKind.Markdown or PrimitiveKind.Xhtml || element.Definition.Facts.Path == "Coding.code") && element.Name != "linkId")
            yield return text;
        foreach (var child in element.Children)
            foreach (var inner in Texts(child, isLabel || child.Name is "meta"))
                yield return inner;
    }

    internal static HashSet<string> Values(Element element) => [.. All(element, element.Type.Name)];

    internal static bool IsMark(string value) => value.Contains("data-absent-reason", StringComparison.Ordinal) || value.EndsWith(".extension.value=masked", StringComparison.Ordinal) || value.Contains(".meta.security.", StringComparison.Ordinal);

    private static IEnumerable<string> All(Element element, string path)
    {
        if (element.Text is { } text)
            yield return $"{path}={text}";
        foreach (var child in element.Children)
            foreach (var inner in All(child, child.Type.IsResource ? child.Type.Name : $"{path}.{child.Name}"))
                yield return inner;
    }
}
