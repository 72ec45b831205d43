using Gateway.EndToEnd.Tests.Access;

namespace Gateway.EndToEnd.Tests.Writing;

/// <summary>The demos that all tests of what the gateway keeps share.</summary>
[CollectionDefinition(Name)]
public sealed class KeptDemos : ICollectionFixture<AccessDemos>
{
    public const string Name = "kept";
}
