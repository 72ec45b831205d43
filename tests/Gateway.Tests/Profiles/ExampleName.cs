using System.Text.RegularExpressions;
using Gateway.Fhir.Outcomes;

namespace Gateway.Tests.Profiles;

/// <summary>
/// What the name of an invalid example says: <c>invalid-rule.json</c>, or <c>invalid-rule@element.json</c> where the rule may be broken at several elements. The
/// element is its path below the resource, without numbers; a lack or an excess is named by the element that is missing or too much.
/// </summary>
internal sealed partial record ExampleName(string Rule, string Element)
{
    private const string Prefix = "invalid-";

    public static ExampleName Of(string file)
    {
        var parts = Path.GetFileNameWithoutExtension(file)[Prefix.Length..].Split('@');
        return new ExampleName(parts[0], parts.Length > 1 ? parts[1] : "");
    }

    /// <summary>True for the fault that the name says.</summary>
    public bool Names(Fault fault) => fault.Rule == Rule && (Element.Length == 0 || Element == PathOf(fault));

    // The fault of a lack or an excess is told at what the element is missing in; the message names it.
    private static string PathOf(Fault fault)
    {
        var path = Index().Replace(fault.Expression, "");
        if (fault.Rule is "min" or "max")
            path = $"{path}.{Missing().Match(fault.Message).Groups[1].Value}";
        return path[(path.IndexOf('.', StringComparison.Ordinal) + 1)..];
    }

    [GeneratedRegex(@"\[[0-9]+\]", RegexOptions.CultureInvariant)]
    private static partial Regex Index();

    [GeneratedRegex("^The element ([A-Za-z0-9]+)", RegexOptions.CultureInvariant)]
    private static partial Regex Missing();
}
