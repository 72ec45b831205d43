using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Slicing;

/// <summary>The path of a discriminator (http://hl7.org/fhir/R4/elementdefinition-definitions.html#ElementDefinition.slicing.discriminator.path): names, extension(url), resolve() and ofType(type).</summary>
internal sealed class DiscriminatorPath(DiscriminatorStep[] steps)
{
    public static DiscriminatorPath This { get; } = new([]);

    public DiscriminatorStep[] Steps => steps;

    /// <summary>The path, or null when it is none that slices may be told apart by.</summary>
    public static DiscriminatorPath? Parse(string text)
    {
        var steps = new List<DiscriminatorStep>();
        foreach (var part in Parts(text))
        {
            if (part is "$this" or "")
                continue;
            var open = part.IndexOf('(', StringComparison.Ordinal);
            var (name, argument) = open < 0 ? (part, "") : (part[..open], part[(open + 1)..].TrimEnd(')').Trim().Trim('\'', '"'));
            if (open >= 0 && !part.EndsWith(')'))
                return null;
            var step = (open >= 0, name) switch
            {
                (true, "resolve") => new DiscriminatorStep(DiscriminatorStepKind.Resolve, "", 0),
                (true, "extension") => new DiscriminatorStep(DiscriminatorStepKind.Extension, argument, NameTable.Add("extension")),
                (true, "ofType" or "as") => new DiscriminatorStep(DiscriminatorStepKind.OfType, argument, 0),
                (true, _) => null,
                _ => new DiscriminatorStep(DiscriminatorStepKind.Child, name.EndsWith("[x]", StringComparison.Ordinal) ? name[..^3] : name, 0),
            };
            if (step is null)
                return null;
            steps.Add(step.Kind == DiscriminatorStepKind.Child ? step with { NameId = NameTable.Add(step.Text) } : step);
        }

        return new DiscriminatorPath([.. steps]);
    }

    /// <summary>True when the condition holds for one of the elements that the path leads to.</summary>
    public bool Any(Element from, int step, SliceCondition holds, ProfileWalk walk, Surroundings around)
    {
        if (step == steps.Length)
            return holds(from, walk, around);
        var next = steps[step];
        switch (next.Kind)
        {
            case DiscriminatorStepKind.Resolve:
                return walk.Run.Resolve(from, around) is { IsNone: false } target && Any(target, step + 1, holds, walk, walk.Run.Around(target, around));
            case DiscriminatorStepKind.OfType:
                return from.Type.Is(next.Text) && Any(from, step + 1, holds, walk, around);
            default:
                foreach (var child in from.Named(next.NameId))
                    if ((next.Kind == DiscriminatorStepKind.Child || child.ChildText("url") == next.Text) && Any(child, step + 1, holds, walk, around))
                        return true;
                return false;
        }
    }

    // At the dots that lie in no parentheses.
    private static IEnumerable<string> Parts(string text)
    {
        var (start, depth) = (0, 0);
        for (var i = 0; i < text.Length; i++)
        {
            depth += text[i] == '(' ? 1 : text[i] == ')' ? -1 : 0;
            if (text[i] != '.' || depth > 0)
                continue;
            yield return text[start..i].Trim();
            start = i + 1;
        }

        yield return text[start..].Trim();
    }
}
