namespace Gateway.Access.Labels;

/// <summary>How confidential something is (v3-Confidentiality), the least first.</summary>
public enum Confidentiality : byte
{
    Unrestricted,
    Low,
    Moderate,
    Normal,
    Restricted,
    VeryRestricted,
}
