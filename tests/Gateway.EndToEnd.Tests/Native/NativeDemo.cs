using Gateway.EndToEnd.Tests.Data;

namespace Gateway.EndToEnd.Tests.Native;

/// <summary>One demo for all tests of the native interfaces.</summary>
[CollectionDefinition(Name)]
public sealed class NativeDemo : ICollectionFixture<SharedDemo>
{
    public const string Name = "native interfaces";
}
