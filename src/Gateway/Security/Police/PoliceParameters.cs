using Gateway.Fhir.Elements;

namespace Gateway.Security.Police;

/// <summary>What police see of Parameters: the resources among them, each as it is seen alone. What a value means nobody says, so that none is shown.</summary>
internal static class PoliceParameters
{
    private const int LongestName = 64;

    public static Element Of(Element parameters)
    {
        var draft = PoliceProjection.Begin(parameters);
        foreach (var shown in parameters["parameter"].Select(Parameter).OfType<Element>())
            draft.Put("parameter", shown);
        return draft.Build();
    }

    private static Element? Parameter(Element parameter)
    {
        if (parameter.ChildText("name") is not { Length: <= LongestName } name || !name.All(c => char.IsAsciiLetterLower(c) || c == '-'))
            return null;
        var draft = ElementDraft.New(parameter.Type).AddText("name", name);
        var resources = parameter["resource"].Select(PoliceProjection.Apply).OfType<Element>().ToList();
        var parts = parameter["part"].Select(Parameter).OfType<Element>().ToList();
        if (resources.Count + parts.Count == 0)
            return null;
        foreach (var resource in resources)
            draft.Put("resource", resource);
        foreach (var part in parts)
            draft.Put("part", part);
        return draft.Build();
    }
}
