namespace Gateway.Storage.Tests.Data;

[CollectionDefinition(nameof(Stores))]
public sealed class StoresDefinition : ICollectionFixture<Stores>;
