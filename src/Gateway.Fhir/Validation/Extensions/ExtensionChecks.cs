using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Extensions;

/// <summary>What is asked of extensions (http://hl7.org/fhir/R4/extensibility.html): that they are known, allowed where they are, and as their definition says.</summary>
internal sealed class ExtensionChecks(ValidationRun run, Findings findings)
{
    public void Check(Element extension, Element holder, Surroundings around, ProfileWalk profiles)
    {
        if (extension["url"].FirstOrNone() is not { IsNone: false } named || run.Canonicals.Find(named) is not { } url)
            return;
        if (!url.IsAbsolute)
            CheckPart(extension, holder, url.Url);
        else if (url.Profile is not { } definition)
            Unknown(extension, url);
        else if (definition.Root is null || definition.Facts.Type != "Extension")
            findings.Error(FaultKind.Extension, "extension-definition", "The definition of the extension cannot be used.", extension);
        else
            CheckKnown(extension, holder, definition, around, profiles);
    }

    // A url without a scheme names a part that the definition of the extension around it has.
    private void CheckPart(Element extension, Element holder, string url)
    {
        if (holder.IsNone || holder.Type.Name != "Extension")
        {
            findings.Error(FaultKind.Extension, "extension-url", "The url of an extension is absolute, unless it lies in another extension.", extension);
            return;
        }

        if (holder.ChildText("url") is { } outer && run.Profiles.Find(outer)?.Root is { } root && Array.Find(root.Children, c => c.Name == "extension")?.Slices is { } parts
            && !parts.Slices.Any(p => IsPart(p.Rule, url)))
            findings.Error(FaultKind.Extension, "extension-part", "The extension around it has no such part.", extension);
    }

    private static bool IsPart(Rule part, string url) =>
        Array.Find(part.Children, c => c.Name == "url") is { Fixed: { IsNone: false } value } ? value.Text == url : part.SliceName == url;

    private void CheckKnown(Element extension, Element holder, Profile definition, Surroundings around, ProfileWalk profiles)
    {
        if (extension.Name == "modifierExtension" != definition.IsModifier)
            findings.Error(FaultKind.Extension, "extension-modifier", definition.IsModifier ? "The extension is a modifier, and stands where no modifiers are." : "The extension is no modifier, and stands among them.", extension);
        if (!holder.IsNone && !ExtensionPlaces.Allows(definition, holder, around))
            findings.Error(FaultKind.Extension, "extension-context", $"The extension is for {string.Join(", ", definition.Facts.Contexts.Select(c => c.Expression))}, not for this place.", extension);
        foreach (var invariant in definition.Facts.ContextInvariants)
            if (!holder.IsNone && !ExtensionPlaces.Keeps(invariant, holder, around))
                findings.Error(FaultKind.Extension, "extension-context", $"Where the extension is, this must hold: {invariant}", extension);
        profiles.Check(extension, definition, around);
    }

    private void Unknown(Element extension, KnownCanonical url)
    {
        if (extension.Name == "modifierExtension")
            findings.Error(FaultKind.Extension, "extension-unknown", "The modifier extension is not known, so that what it is on cannot be understood.", extension);
        else if (run.Options.AllowsUnknownExtensions || url.IsOpen)
            findings.Note(FaultKind.Extension, "extension-unknown", "The extension is not known, so its content is not checked.", extension);
        else
            findings.Error(FaultKind.Extension, "extension-unknown", "The extension is not known.", extension);
    }
}
