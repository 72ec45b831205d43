using System.Buffers;
using Gateway.Fhir.Definitions;
using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction.Parts;

/// <summary>Where an element points, by the gateway's own ids or by numbers of the given systems: no display.</summary>
/// <param name="definition">The element.</param>
/// <param name="types">The types of resources that it may point to.</param>
/// <param name="numbers">Systems whose numbers may stand in place of an address: those of organisations and places.</param>
internal sealed class ReferencePart(ElementDefinition definition, byte[][] types, byte[][] numbers) : ViewPart(definition)
{
    private static readonly SearchValues<byte> s_idBytes = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-."u8);
    private static readonly SearchValues<byte> s_hex = SearchValues.Create("0123456789abcdef-"u8);

    public override bool Copy(Element from, ElementDraft to, ProjectionRun run)
    {
        var isThere = false;
        foreach (var reference in from.Named(Definition.NameId))
        {
            var draft = new ElementDraft(reference.Definition);
            if (IsMeant(reference) && (Address(reference, draft, run) || Number(reference, draft, run)))
            {
                run.Add(reference.Definition, draft, to);
                isThere = true;
            }
            else
            {
                run.Leave(reference);
            }
        }

        return isThere || !IsNeeded;
    }

    private bool Address(Element reference, ElementDraft draft, ProjectionRun run)
    {
        foreach (var address in reference.Named(Names.Reference))
            if (IsShown(Utf8Value.Of(address)))
            {
                run.Value(address, draft);
                return true;
            }

        return false;
    }

    private bool Number(Element reference, ElementDraft draft, ProjectionRun run)
    {
        if (numbers.Length == 0)
            return false;
        foreach (var identifier in reference.Named(Names.Identifier))
        {
            if (!Utf8Value.IsOneOf(Utf8Value.OfChild(identifier, Names.System), numbers))
                continue;
            foreach (var type in reference.Named(Names.Type))
                if (Utf8Value.IsOneOf(Utf8Value.Of(type), types))
                    run.Value(type, draft);
            var number = new ElementDraft(identifier.Definition);
            foreach (var child in identifier.Children)
                if (child.Node.NameId == Names.System || child.Node.NameId == Names.Value)
                    run.Value(child, number);
            run.Add(identifier.Definition, number, draft);
            return true;
        }

        return false;
    }

    // Type/id as the gateway gives it, and within a Bundle urn:uuid.
    private bool IsShown(ReadOnlySpan<byte> address)
    {
        if (address.IndexOf((byte)'/') is > 0 and var slash)
            return address.Length - slash - 1 is >= 1 and <= 64 && !address[(slash + 1)..].ContainsAnyExcept(s_idBytes) && Utf8Value.IsOneOf(address[..slash], types);
        return address.Length == 45 && address.StartsWith("urn:uuid:"u8) && IsUuid(address[9..]);
    }

    private static bool IsUuid(ReadOnlySpan<byte> text)
    {
        if (text.ContainsAnyExcept(s_hex) || text.Count((byte)'-') != 4)
            return false;
        return text[8] == '-' && text[13] == '-' && text[18] == '-' && text[23] == '-';
    }
}
