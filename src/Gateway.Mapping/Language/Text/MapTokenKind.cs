namespace Gateway.Mapping.Language.Text;

internal enum MapTokenKind
{
    End,

    /// <summary>A plain identifier or a keyword: which of the two depends on where it stands.</summary>
    Word,

    /// <summary>An identifier in backticks.</summary>
    QuotedWord,

    /// <summary>A string in single quotes.</summary>
    String,

    /// <summary>A string in double quotes, which may also be an identifier; or a text between three of them.</summary>
    DoubleString,
    Integer,
    Decimal,

    /// <summary>A date or time after @.</summary>
    Moment,
    Symbol,

    /// <summary>The path of a property after ///.</summary>
    Property,

    /// <summary>What no token starts with; the text says what is wrong.</summary>
    Broken,
}
