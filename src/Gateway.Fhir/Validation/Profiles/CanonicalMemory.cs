using System.Text;
using System.Text.RegularExpressions;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;
using Gateway.Fhir.Validation.Codes;
using Gateway.Fhir.Validation.Resources;

namespace Gateway.Fhir.Validation.Profiles;

/// <summary>What a validator has found out about canonical URLs: content has the same few everywhere.</summary>
internal sealed partial class CanonicalMemory(ProfileSet profiles)
{
    // Hosts of examples, and those whose extensions HL7's validator takes without a definition.
    private static readonly string[] s_open = ["example.org", "acme.com", "nema.org", "http://hl7.org/fhir/tools/StructureDefinition/"];
    private readonly ByteMemo<KnownCanonical> _known = new();

    /// <summary>What the URL in an element means; null where it has no value.</summary>
    public KnownCanonical? Find(Element url)
    {
        if (!url.TryGetPlainValue(out var bytes))
            return url.Text is { } text ? Find(text) : null;
        return _known.Find(this, bytes) ?? _known.Keep(this, bytes, Of(url.Text!));
    }

    public KnownCanonical Find(string url)
    {
        Span<byte> space = stackalloc byte[256];
        if (!Encoding.UTF8.TryGetBytes(url, space, out var length))
            return Of(url);
        return _known.Find(this, space[..length]) ?? _known.Keep(this, space[..length], Of(url));
    }

    private KnownCanonical Of(string url) => new(
        url, profiles.Find(url), DefinitionSet.R4.FindType(url) is { IsProfile: false } type ? type : null, Uris.IsAbsolute(url),
        profiles.States(url) || s_open.Any(o => url.Contains(o, StringComparison.Ordinal)) || CrossVersion().IsMatch(url));

    // Elements of other releases, which the standard makes extensions of without a definition each (http://hl7.org/fhir/R4/versions.html#extensions).
    [GeneratedRegex(@"^http://hl7\.org/fhir/[1-6]\.0/StructureDefinition/extension-[A-Z]", RegexOptions.CultureInvariant)]
    private static partial Regex CrossVersion();
}
