// Options of the search index, the same when it is built and when it is read.
export const searchOptions = {
  fields: ['title', 'heading', 'text'],
  storeFields: ['path', 'page', 'title', 'kind'],
}
