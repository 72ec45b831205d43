namespace Gateway.Mapping.Catalog;

/// <summary>How far a map must say which profiles the resources keep that it makes.</summary>
public enum ProfileDemand
{
    /// <summary>It need not: a map that somebody tries.</summary>
    None,

    /// <summary>It makes no kind of resource that none of the loaded profiles is for.</summary>
    Type,

    /// <summary>It declares each kind of resource that it makes by the URL of a loaded profile: <c>uses "…/detainee" alias Patient as target</c>.</summary>
    Declared,
}
