using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;

namespace Gateway.Security;

/// <summary>One SMART scope (https://hl7.org/fhir/smart-app-launch/scopes-and-launch-context.html#scopes-for-requesting-fhir-resources).</summary>
/// <param name="Context">On whose behalf.</param>
/// <param name="Type">The type of resource; <c>*</c> for all.</param>
/// <param name="Interactions">What may be done.</param>
/// <param name="Restriction">The search that resources must meet, as it came: <c>category=laboratory&amp;status=final</c>; null for none.</param>
internal sealed partial record SmartScope(ScopeContext Context, string Type, Interaction Interactions, string? Restriction)
{
    public const string AllTypes = "*";
    private static readonly Interaction[] s_each = [Interaction.Create, Interaction.Read, Interaction.Update, Interaction.Delete, Interaction.Search];
    private const Interaction Reads = Interaction.Read | Interaction.Search;
    private const Interaction Writes = Interaction.Create | Interaction.Update | Interaction.Delete;

    /// <summary>Reads a scope of version 2, or one of version 1 (<c>.read</c>, <c>.write</c>, <c>.*</c>); null for anything else, which grants nothing. Letters must come in the order of the standard.</summary>
    public static SmartScope? Parse(string text)
    {
        var match = Pattern().Match(text);
        if (!match.Success)
            return null;
        var type = match.Groups["type"].Value;
        var letters = match.Groups["letters"].Value;
        var interactions = match.Groups["old"].Value switch
        {
            "read" => Reads,
            "write" => Writes,
            "*" => Reads | Writes,
            _ => Letters(letters),
        };
        if (interactions == Interaction.None || (type != AllTypes && DefinitionSet.R4.FindType(type) is not { IsResource: true, IsAbstract: false }))
            return null;
        var restriction = match.Groups["restriction"];
        return new SmartScope(Enum.Parse<ScopeContext>(match.Groups["context"].Value, ignoreCase: true), type, interactions, restriction.Success ? restriction.Value : null);
    }

    /// <summary>True when the scope speaks of that type.</summary>
    public bool Covers(string type) => Type == AllTypes || Type == type;

    /// <summary>False for a restriction that is met by no resource, because it cannot be applied to one alone.</summary>
    public bool CanBeApplied => Restriction is null || (Type == AllTypes ? ScopeRestriction.Read("Basic", Restriction) : ScopeRestriction.Read(Type, Restriction)) is not null;

    /// <summary>True when all that the scope allows is allowed by one of those, letter by letter; a restriction is met by one that has its conditions and perhaps more.</summary>
    public bool IsWithin(IReadOnlyCollection<SmartScope> others) =>
        s_each.Where(i => Interactions.HasFlag(i)).All(i => others.Any(o => o.Context == Context && (o.Type == AllTypes || o.Type == Type) && o.Interactions.HasFlag(i) && o.Conditions().IsSubsetOf(Conditions())));

    private HashSet<string> Conditions() => Restriction is null ? [] : [.. Restriction.Split('&')];

    private static Interaction Letters(string letters)
    {
        var interactions = Interaction.None;
        foreach (var letter in letters)
            interactions |= letter switch
            {
                'c' => Interaction.Create,
                'r' => Interaction.Read,
                'u' => Interaction.Update,
                'd' => Interaction.Delete,
                _ => Interaction.Search,
            };
        return interactions;
    }

    [GeneratedRegex(@"^(?<context>patient|user|system)/(?<type>\*|[A-Z][A-Za-z]+)\.(?:(?<old>read|write|\*)|(?<letters>c?r?u?d?s?)(?:\?(?<restriction>[^&=?\s]+=[^&\s]+(?:&[^&=\s]+=[^&\s]+)*))?)\z", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Pattern();
}
