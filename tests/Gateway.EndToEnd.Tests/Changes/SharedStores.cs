using Gateway.EndToEnd.Tests.Access;

namespace Gateway.EndToEnd.Tests.Changes;

/// <summary>One demo on each store for all tests of what callers keep in the ledger.</summary>
[CollectionDefinition(Name)]
public sealed class SharedStores : ICollectionFixture<AccessDemos>
{
    public const string Name = "stores";
}
