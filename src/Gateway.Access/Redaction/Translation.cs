using Gateway.Fhir.Elements;

namespace Gateway.Access.Redaction;

/// <summary>Codes said in another system's words, where the code itself would say more than is to be told.</summary>
/// <param name="System">The system in which they are said.</param>
/// <param name="Rows">System and code, and the word for them.</param>
internal sealed record Translation(byte[] System, IReadOnlyList<(byte[] System, byte[] Code, byte[] Word)> Rows)
{
    /// <summary>The word for a Coding, which may be one of the words already; null where there is none.</summary>
    public byte[]? Of(Element coding)
    {
        var system = Utf8Value.OfChild(coding, Names.System);
        var code = Utf8Value.OfChild(coding, Names.Code);
        var isWord = system.SequenceEqual(System);
        foreach (var row in Rows)
            if (isWord ? code.SequenceEqual(row.Word) : code.SequenceEqual(row.Code) && system.SequenceEqual(row.System))
                return row.Word;
        return null;
    }
}
