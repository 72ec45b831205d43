using Gateway.Fhir.Definitions;

namespace Gateway.Access.Redaction;

/// <summary>The numbers of the names of elements that are asked for again and again.</summary>
internal static class Names
{
    public static readonly int Code = NameTable.Add("code");
    public static readonly int Coding = NameTable.Add("coding");
    public static readonly int Contained = NameTable.Add("contained");
    public static readonly int Display = NameTable.Add("display");
    public static readonly int Div = NameTable.Add("div");
    public static readonly int Entry = NameTable.Add("entry");
    public static readonly int Id = NameTable.Add("id");
    public static readonly int Identifier = NameTable.Add("identifier");
    public static readonly int ImplicitRules = NameTable.Add("implicitRules");
    public static readonly int Meta = NameTable.Add("meta");
    public static readonly int ModifierExtension = NameTable.Add("modifierExtension");
    public static readonly int Parameter = NameTable.Add("parameter");
    public static readonly int Reference = NameTable.Add("reference");
    public static readonly int System = NameTable.Add("system");
    public static readonly int Text = NameTable.Add("text");
    public static readonly int Type = NameTable.Add("type");
    public static readonly int Url = NameTable.Add("url");
    public static readonly int Value = NameTable.Add("value");
}
