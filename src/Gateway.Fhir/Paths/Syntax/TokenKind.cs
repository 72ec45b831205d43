namespace Gateway.Fhir.Paths.Syntax;

internal enum TokenKind
{
    End,

    /// <summary>A plain identifier or a keyword: which of the two depends on where it stands.</summary>
    Word,

    /// <summary>An identifier in backticks, never a keyword.</summary>
    QuotedWord,
    String,
    Integer,
    Long,
    Decimal,
    DateTime,
    Time,

    /// <summary>$this, $index or $total.</summary>
    Dollar,

    /// <summary>%name.</summary>
    Variable,
    Symbol,
}
