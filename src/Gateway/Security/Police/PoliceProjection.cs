using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation;

namespace Gateway.Security.Police;

/// <summary>
/// What police see of a resource. It is built anew from the parts that are listed in <see cref="PoliceViews"/>; extensions, narratives, contained
/// resources and labels are on no list. The result is marked REDACTED always, so that the mark itself tells nothing.
/// </summary>
internal static class PoliceProjection
{
    private const string Absent = "http://hl7.org/fhir/StructureDefinition/data-absent-reason";

    /// <summary>
    /// What police see; null when that is nothing. A Bundle or Parameters is judged by its parts. A resource is withheld whole where what is left would mean
    /// something else or break the standard's rules (<see cref="BaseRules"/>).
    /// </summary>
    public static Element? Apply(Element resource) => resource.Type.Name switch
    {
        "Bundle" => PoliceBundle.Of(resource),
        "Parameters" => PoliceParameters.Of(resource),
        "OperationOutcome" => PoliceOutcome.Of(resource),
        _ => PoliceViews.Find(resource) is { } view ? Of(resource, view) : null,
    };

    /// <summary>A new resource of that type with the mark, and with the id, version and time of the one that it is a view of.</summary>
    internal static ElementDraft Begin(Element resource)
    {
        var draft = ElementDraft.New(resource.Type);
        new PlainPart("id").Copy(resource, draft);
        var meta = draft.Add("meta");
        foreach (var given in resource["meta"])
            ViewPart.CopyAll([new PlainPart("versionId"), new PlainPart("lastUpdated")], given, meta);
        meta.Add("security").AddText("system", "http://terminology.hl7.org/CodeSystem/v3-ObservationValue").AddText("code", "REDACTED").AddText("display", "redacted");
        return draft;
    }

    private static Element? Of(Element resource, ResourceView view)
    {
        if (HasModifier(resource))
            return null;
        try
        {
            var draft = Begin(resource);
            return ViewPart.CopyAll(view.Parts, resource, draft) && Masked(draft.Build()) is { } shown && IsValid(shown) ? shown : null;
        }
        catch (Exception e) when (e is FormatException or InvalidOperationException)
        {
            // Content that was read tolerantly may hold values that are none, or too many of them.
            return null;
        }
    }

    // Required elements that are not shown are said to be masked. A choice has no type to be masked in.
    private static Element? Masked(Element shown)
    {
        var draft = shown.Edit();
        foreach (var definition in shown.Type.Elements)
        {
            if (definition.Facts.Min == 0 || shown[definition.Name].Any())
                continue;
            if (definition.IsChoice)
                return null;
            draft.Add(definition.JsonName).Add("extension").AddText("url", Absent).AddText("valueCode", "masked");
        }

        return draft.Build();
    }

    private static bool IsValid(Element shown) => BaseRules.Check(shown).All(f => f.IsWarning);

    // A modifier that is not understood could turn anything into its opposite (http://hl7.org/fhir/R4/extensibility.html#modifierExtension).
    private static bool HasModifier(Element element)
    {
        foreach (var child in element.Children)
            if (child.Name is "modifierExtension" or "implicitRules" || (child.Name != "contained" && HasModifier(child)))
                return true;
        return false;
    }
}
