using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>What is seen of Parameters: the resources among them, each as it is seen alone. What a value means nobody says, so that none is shown.</summary>
internal static class ProjectedParameters
{
    private const int LongestName = 64;

    public static Projected? Of(Element parameters, Projection projection)
    {
        var run = new ProjectionRun();
        var draft = projection.Begin(parameters, run);
        foreach (var parameter in parameters.Named(Names.Parameter))
            if (Parameter(parameter, projection, run) is { } shown)
                draft.Put("parameter", shown);
            else
                run.Leave(parameter);
        return run.IsFaulty ? null : new Projected(draft.Build(), run.Removed);
    }

    private static Element? Parameter(Element parameter, Projection projection, ProjectionRun run)
    {
        if (parameter.ChildText("name") is not { Length: <= LongestName } name || !name.All(c => char.IsAsciiLetterLower(c) || c == '-'))
            return null;
        var draft = ElementDraft.New(parameter.Type).AddText("name", name);
        var resources = parameter["resource"].Select(r => ProjectedBundle.Resource(r, projection, run)).OfType<Element>().ToList();
        var parts = parameter["part"].Select(p => Parameter(p, projection, run)).OfType<Element>().ToList();
        if (resources.Count + parts.Count == 0)
            return null;
        foreach (var resource in resources)
            draft.Put("resource", resource);
        foreach (var part in parts)
            draft.Put("part", part);
        return draft.Build();
    }
}
