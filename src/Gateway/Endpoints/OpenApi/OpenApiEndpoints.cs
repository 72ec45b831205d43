namespace Gateway.Endpoints.OpenApi;

/// <summary>The description of the native interfaces (<c>openapi/gateway.json</c>), and the same as a page. It tells of nobody and is open to all.</summary>
internal static class OpenApiEndpoints
{
    public const string Page = "/openapi";
    public const string Document = "/openapi/gateway.json";

    public static void MapOpenApi(this IEndpointRouteBuilder routes)
    {
        var document = File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "openapi", "gateway.json"));
        var page = new Lazy<OpenApiPage>(() => OpenApiPage.Of(document));
        routes.MapMethods(Document, ReadMethods.All, () => Results.Bytes(document, "application/json"));
        routes.MapMethods(Page, ReadMethods.All, (HttpContext http) =>
        {
            http.Response.Headers.ContentSecurityPolicy = page.Value.Policy;
            return Results.Bytes(page.Value.Html, "text/html; charset=utf-8");
        });
    }
}
