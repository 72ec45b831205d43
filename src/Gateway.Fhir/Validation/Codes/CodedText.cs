using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Fhir.Validation.Codes;

/// <summary>A code as the bytes of its parts, so that what is known of it is found without making strings. Parts that are not there are empty.</summary>
internal ref struct CodedText
{
    private static readonly int s_system = NameTable.Add("system");
    private static readonly int s_version = NameTable.Add("version");
    private static readonly int s_code = NameTable.Add("code");
    private static readonly int s_display = NameTable.Add("display");

    public ReadOnlySpan<byte> System;
    public ReadOnlySpan<byte> Version;
    public ReadOnlySpan<byte> Code;
    public ReadOnlySpan<byte> Display;

    /// <summary>The parts of a code, Coding or Quantity; false where one of them holds escapes, so that its bytes are not its text.</summary>
    public static bool TryRead(Element element, bool isCode, out CodedText text)
    {
        text = default;
        if (isCode)
            return element.TryGetPlainValue(out text.Code);
        foreach (var child in element.Children)
        {
            var name = child.Node.NameId;
            if (name != s_system && name != s_version && name != s_code && name != s_display)
                continue;
            if (!child.TryGetPlainValue(out var value))
                return false;
            if (name == s_system)
                text.System = value;
            else if (name == s_version)
                text.Version = value;
            else if (name == s_code)
                text.Code = value;
            else
                text.Display = value;
        }

        return true;
    }

    /// <summary>The parts one after the other, with what no part holds between them; nothing where there is no room.</summary>
    public readonly ReadOnlySpan<byte> Joined(Span<byte> target, bool withDisplay)
    {
        var length = System.Length + Version.Length + Code.Length + 3 + (withDisplay ? Display.Length : 0);
        if (length > target.Length)
            return [];
        var at = Append(target, 0, System);
        at = Append(target, at, Version);
        at = Append(target, at, Code);
        if (withDisplay)
            Display.CopyTo(target[at..]);
        return target[..length];
    }

    private static int Append(Span<byte> target, int at, ReadOnlySpan<byte> part)
    {
        part.CopyTo(target[at..]);
        target[at + part.Length] = 0;
        return at + part.Length + 1;
    }
}
