namespace Gateway.Mapping.Language;

/// <summary>Whether an input of a group is read or written.</summary>
public enum MapInputMode
{
    Source,
    Target,
}
