using Gateway.Security.Tokens;

namespace Gateway.EndToEnd.Tests.Clients;

/// <summary>FHIR clients that others wrote: capability, create, read, search, paging, update, delete, each by its own means.</summary>
public sealed class ClientTests(StoreDemo store) : IClassFixture<StoreDemo>
{
    [NeedsClientsTheory]
    [InlineData("fhir-kit-client")]
    [InlineData("fhirclient")]
    [InlineData("@medplum/core")]
    public async Task A_client_does_what_it_is_used_for(string client)
    {
        var (exitCode, said) = await ClientRun.PlayAsync(store.Demo.Gateway.Address, store.Demo.Gateway.TokenFiles[DemoClients.RecordKeeper], client);

        exitCode.Should().Be(0, said);
        said.Should().StartWith($"{client}: capability, create, read, search, paging, update, refusal, delete");
    }
}
