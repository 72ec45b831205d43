using Gateway.Fhir.Elements;
using Gateway.Fhir.Outcomes;
using Gateway.Fhir.Validation.Base;
using Gateway.Fhir.Validation.Profiles;

namespace Gateway.Fhir.Validation.Extensions;

/// <summary>What is asked of extensions (http://hl7.org/fhir/R4/extensibility.html): that they are known, allowed where they are, and as their definition says.</summary>
internal sealed class ExtensionChecks(ValidationRun run, Findings findings)
{
    private static readonly string[] s_examples = ["example.org", "acme.com", "nema.org"];

    public void Check(Element extension, Surroundings around, ProfileWalk profiles)
    {
        if (extension.ChildText("url") is not { } url)
            return;
        var isModifier = extension.Name == "modifierExtension";
        if (!url.Contains(':', StringComparison.Ordinal))
        {
            // Inside another extension a url without a scheme names a part that the other's definition has.
            return;
        }

        if (run.Profiles.Find(url) is not { } definition)
        {
            Unknown(extension, url, isModifier);
            return;
        }

        if (definition.Root is null || definition.Facts.Type != "Extension")
        {
            findings.Error(FaultKind.Extension, "extension-definition", "The definition of the extension cannot be used.", extension);
            return;
        }

        if (isModifier != definition.IsModifier)
            findings.Error(FaultKind.Extension, "extension-modifier", isModifier ? "The extension's definition makes it no modifier." : "The extension's definition makes it a modifier, which it may only be as a modifierExtension.", extension);
        profiles.Check(extension, definition, around);
    }

    private void Unknown(Element extension, string url, bool isModifier)
    {
        if (isModifier)
            findings.Error(FaultKind.Extension, "extension-unknown", "The modifier extension is not known, so that the element cannot be understood.", extension);
        else if (run.Options.AllowsUnknownExtensions || s_examples.Any(e => url.Contains(e, StringComparison.Ordinal)))
            findings.Note(FaultKind.Extension, "extension-unknown", "The extension is not known, so its content is not checked.", extension);
        else
            findings.Error(FaultKind.Extension, "extension-unknown", "The extension is not known.", extension);
    }
}
