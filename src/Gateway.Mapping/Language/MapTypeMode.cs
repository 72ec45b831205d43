namespace Gateway.Mapping.Language;

/// <summary>Whether a group is the one to use for its types when none is named (http://hl7.org/fhir/R4/valueset-map-group-type-mode.html).</summary>
public enum MapTypeMode
{
    None,

    /// <summary><c>&lt;&lt;types&gt;&gt;</c>: for this pair of types.</summary>
    Types,

    /// <summary><c>&lt;&lt;type+&gt;&gt;</c>: for this pair, and for the source type whatever the target is.</summary>
    TypeAndTypes,
}
