/** Which program wrote a file: it stands in every data package. A test keeps the version equal to package.json's. */
export const WRITTEN_BY = '重点项目作战台 0.1.0'
